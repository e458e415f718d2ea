"""Mail in an authority's name and brand. It waits in the database; the worker sends it."""

from email.utils import formataddr, make_msgid

import structlog
from django.template.loader import render_to_string
from post_office import mail
from post_office.models import Email
from wagtail.models import Site

from authorities.mail.text import one_line, preheader, tidy, wrap
from authorities.scope import settings_of

# By which programs know that no answer is wanted: RFC 3834, and Exchange's own.
AUTOMATIC = {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
}


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
    subject = one_line(subject)
    # Tidied, it is no longer marked as safe: the HTML escapes it.
    text = tidy(render_to_string(template, context))
    shown = {**context, "text": text, "subject": subject, "preheader": preheader(text)}
    return mail.send(
        one_line(recipient),
        formataddr((one_line(settings.name), settings.sender_email)),
        subject=subject,
        message=wrap(text),
        html_message=render_to_string("mail/layout.html", shown),
        headers={
            "Reply-To": settings.contact_email,
            # One name however often it is tried, so that nobody reads it twice.
            "Message-ID": make_msgid(domain=settings.sender_email.rpartition("@")[2]),
            **AUTOMATIC,
            **_cause(),
            **(_one_click(stop_url) if stop_url else {}),
        },
        **options,
    )


def _cause() -> dict[str, str]:
    """Return by which id the log knows the request or the job that causes the mail."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    return {"X-Request-ID": request_id} if request_id else {}


def _one_click(url: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
