"""What privacy and cookie notices say that the software itself knows: never more, never less."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models.status import Status
from applications.privacy.retention import years_kept
from authorities.http import known_browser
from authorities.models import AuthoritySettings
from businesses.subscriptions.subscribers import SILENCE, UNCONFIRMED_LASTS
from search.insights.counts import KEPT as SEARCHES_KEPT


@dataclass(frozen=True)
class Row:
    """One line of a notice: what it is about, what for, and for how long."""

    what: str
    how_long: str
    why: str = ""


def kept_periods(authority: AuthoritySettings) -> list[Row]:
    """Return what the authority keeps and for how long, by its settings and the code's limits."""

    def after_closing(status: Status) -> str:
        years = years_kept(authority, status)
        return (
            ngettext(
                "%d year after the challenge has closed",
                "%d years after the challenge has closed",
                years,
            )
            % years
        )

    return [
        Row(
            _("A draft that you do not send"),
            ngettext(
                "%d day after the challenge has closed and you last changed it",
                "%d days after the challenge has closed and you last changed it",
                authority.draft_days,
            )
            % authority.draft_days,
        ),
        Row(_("An application that was selected"), after_closing(Status.SELECTED)),
        Row(_("One that was matched, and not selected"), after_closing(Status.NOT_SELECTED)),
        Row(_("One that was not matched, or not eligible"), after_closing(Status.NOT_MATCHED)),
        Row(_("One that you withdrew"), after_closing(Status.WITHDRAWN)),
        Row(
            _("What staff and assessors wrote about an application, and who assessed it"),
            _("As long as the application"),
        ),
        Row(_("States, dates and figures, without names"), _("Always: they are the public record")),
        Row(
            _(
                "An address that wants mail about challenges, with what you said that you could "
                "do about one"
            ),
            _(
                "Until you stop it, or for %(silence)s after the last button that you pressed "
                "about it; %(unconfirmed)s if you never confirm it"
            )
            % {"silence": days(SILENCE), "unconfirmed": days(UNCONFIRMED_LASTS)},
        ),
        Row(_("Your profile as a business"), _("Until you erase it")),
        Row(_("Words that people search for, without who searched"), days(SEARCHES_KEPT)),
        Row(
            _("When staff signed in, and from which network"),
            days(timedelta(days=settings.SECURITY_EVENT_DAYS)),
        ),
    ]


def cookies() -> list[Row]:
    """Return every cookie that this site sets, and what the browser keeps of its own."""
    session = max(settings.BUSINESS_SESSION_LIMIT, settings.STAFF_SESSION_LIMIT)
    return [
        Row(
            settings.SESSION_COOKIE_NAME,
            _("%s, or until you sign out") % days(timedelta(seconds=session)),
            _("Knows who has signed in, and which draft was written in this browser."),
        ),
        Row(
            settings.CSRF_COOKIE_NAME,
            days(timedelta(seconds=settings.CSRF_COOKIE_AGE)),
            _("Protects a form: nobody else can send it in your name."),
        ),
        Row(
            settings.KNOWN_BROWSER_COOKIE_NAME,
            days(timedelta(seconds=known_browser.LASTS)),
            _(
                "Set when you sign in: others who guess at your address elsewhere cannot lock you "
                "out of this browser."
            ),
        ),
        Row(
            _("messages"),
            _("Until the next page"),
            _("Carries a sentence, like “Saved”, to the next page."),
        ),
        Row(
            _("In the browser's own store"),
            _("Until it is saved, and three days at most"),
            _("What you typed into an application and what has not reached us yet."),
        ),
    ]


def days(period: timedelta) -> str:
    """Return a period in days."""
    return ngettext("%d day", "%d days", period.days) % period.days
