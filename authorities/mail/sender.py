"""Mail in an authority's name and brand. It waits in the database; the worker sends it."""

from email.utils import formataddr

from django.template.loader import render_to_string
from post_office import mail
from post_office.models import Email
from wagtail.models import Site

from authorities.forms.cleaning import clean_characters
from authorities.scope import settings_of


def queue_mail(
    recipient: str,
    authority: Site,
    template: str,
    *,
    subject: str,
    context: dict,
    stop_url: str = "",
    **options,
) -> Email:
    """Queue a mail of the template's text, plain and in HTML, and return it.

    The template also gets `authority`, its settings. `stop_url` is where a mail program sends
    that its reader wants no more of them (RFC 8058). `options` are post_office's.
    """
    settings = settings_of(authority)
    context = {**context, "authority": settings}
    # Stripped, it is no longer marked as safe: the HTML escapes it.
    text = clean_characters(render_to_string(template, context)).strip() + "\n"
    return mail.send(
        clean_characters(recipient).strip(),
        formataddr((settings.name, settings.sender_email)),
        subject=" ".join(clean_characters(subject).split()),
        message=text,
        html_message=render_to_string("mail/layout.html", {**context, "text": text}),
        headers={
            "Reply-To": settings.contact_email,
            "Auto-Submitted": "auto-generated",
            **(_one_click(stop_url) if stop_url else {}),
        },
        **options,
    )


def _one_click(url: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
