"""The dialog in which an editor types an address to link to."""

from django.http import HttpRequest, HttpResponse
from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.models import Site

from authorities.permissions import authorities_of


class _AddressField(URLOrAbsolutePathField):
    def to_python(self, value: str | None) -> str:
        """Return the address; Wagtail's own fails where none was sent."""
        return super().to_python(value or "")


class AddressForm(ExternalLinkChooserForm):
    """Asks for the address again where it is missing."""

    url = _AddressField(label=ExternalLinkChooserForm.base_fields["url"].label)


class AddressView(ExternalLinkView):
    """Offers to link to the page behind an address if it is one of one's own authorities'."""

    form_class = AddressForm

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the address; another authority's page is linked to as any other."""
        own = {site.pk for site in authorities_of(request.user)}
        request._wagtail_cached_site_root_paths = [  # type: ignore[attr-defined]
            root for root in Site.get_site_root_paths() if root.site_id in own
        ]
        return super().post(request)
