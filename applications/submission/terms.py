"""The terms of applying: what a new authority begins with, and how they change."""

from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Terms
from applications.submission.submit import terms_of
from authorities.scope import staff_authority
from authorities.viewsets import OwnedCreateView


def default_terms(authority: Site) -> None:
    """Give an authority that has none terms that fit most challenges."""
    if terms_of(authority):
        return
    points = (
        _("What you send is true as far as you know, and yours to send."),
        _("Your ideas stay yours. We use what you send to assess it, and for nothing else."),
        _("Sending an application commits neither you nor us to a contract."),
        _(
            "We may have to publish what we hold if the law on freedom of information asks us to; "
            "we ask you first."
        ),
        _("We tell you what we decide, and why."),
    )
    items = "".join(f"<li>{point}</li>" for point in points)
    Terms.objects.create(authority=authority, text=f"<ul>{items}</ul>")


class NextTermsView(OwnedCreateView):
    """The form for new terms begins with the ones that stand."""

    def get_initial_form_instance(self) -> Terms:
        """Return new terms with the text of the ones before."""
        authority = staff_authority(self.request)
        before = terms_of(authority)
        return Terms(authority=authority, text=before.text if before else "")
