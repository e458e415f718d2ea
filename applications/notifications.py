"""Mail about applications. It is queued with the change that causes it; the worker sends it."""

from email.utils import formataddr

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from post_office import mail
from wagtail.models import Page

from applications.models import Application
from authorities.models import Role, User
from authorities.scope import settings_of


def queue_receipt(application: Application, *, page: Page) -> None:
    """Tell the applicant that their application has arrived, and where it stands."""
    _queue(
        application.email,
        _("We have your application %(reference)s") % {"reference": application.reference},
        "receipt",
        application,
        page,
        url=application.authority.root_url + application.private_path,
    )


def queue_news_for_moderators(application: Application, *, page: Page) -> None:
    """Tell each of the authority's moderators that an application waits."""
    moderators = User.objects.filter(
        is_active=True,
        groups__authority_group__authority=application.authority,
        groups__authority_group__role=Role.MODERATOR,
    ).distinct()
    queue_url = application.authority.root_url + reverse(
        "queue_modeladmin_inspect", args=[application.pk]
    )
    for moderator in moderators:
        _queue(
            moderator.email,
            _("Application %(reference)s waits for you") % {"reference": application.reference},
            "moderators",
            application,
            page,
            url=queue_url,
        )


def _queue(
    recipient: str, subject: str, template: str, application: Application, page: Page, **more: str
) -> None:
    authority = settings_of(application.authority)
    context = {"application": application, "page": page, "authority": authority, **more}
    mail.send(
        recipient,
        formataddr((authority.name, authority.sender_email)),
        subject=subject,
        message=render_to_string(f"applications/mail/{template}.txt", context),
        html_message=render_to_string(f"applications/mail/{template}.html", context),
        headers={"Reply-To": authority.contact_email, "Auto-Submitted": "auto-generated"},
    )
