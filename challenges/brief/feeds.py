"""What is new about a brief, for feed readers."""

from dataclasses import dataclass
from datetime import datetime, time
from operator import attrgetter

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.models import Page

from authorities.scope import authority_of, settings_of
from challenges.models import ChallengePage
from challenges.presentation.atom import AtomFeed, edited_at, name_for_good


@dataclass(frozen=True)
class Entry:
    """One answer, one amendment, or one note of what was learned."""

    title: str
    text: str
    at: datetime | None
    url: str
    name: str


class UpdatesFeed(AtomFeed):
    """The published answers, amendments and notes of one brief, the newest first."""

    def get_object(self, request: HttpRequest, path: str) -> ChallengePage:
        """Return the brief at this path; raise `Http404` where everybody can read none."""
        found = Page.find_for_request(request, path)
        page = found.specific if found else None
        if not isinstance(page, ChallengePage) or page.get_view_restrictions().exists():
            raise Http404
        return page

    def title(self, page: ChallengePage) -> str:
        """Return the feed's name."""
        return _("What is new about: %s") % page.question

    def subtitle(self, page: ChallengePage) -> str:
        """Return what the feed is about."""
        return page.summary

    def link(self, page: ChallengePage) -> str:
        """Return the brief's address."""
        return page.full_url

    def feed_guid(self, page: ChallengePage) -> str:
        """Return what names the feed for good."""
        return name_for_good(page, "updates")

    def author_name(self, page: ChallengePage) -> str:
        """Return who asks, and answers."""
        return settings_of(authority_of(page)).name

    def feed_extra_kwargs(self, page: ChallengePage) -> dict:
        """Return when an empty feed changed."""
        return {"changed_at": edited_at(page)}

    def items(self, page: ChallengePage) -> list[Entry]:
        """Return everything that was told, the newest first."""
        answers = [
            Entry(
                _("Answer: %s") % row.question,
                row.answer,
                row.published_at,
                f"{page.full_url}#clarification-{row.pk}",
                name_for_good(page, f"clarification/{row.pk}"),
            )
            for row in page.clarifications.published()
        ]
        amendments = [
            Entry(
                _("The brief has changed"),
                _amendment_in_words(row),
                row.at,
                f"{page.full_url}#amendment-{row.pk}",
                name_for_good(page, f"amendment/{row.pk}"),
            )
            for row in page.amendments.all()
        ]
        found = [*answers, *amendments, *_notes(page)]
        return sorted(found, key=attrgetter("at"), reverse=True)

    def item_title(self, item: Entry) -> str:
        """Return the entry's name; the generator escapes it."""
        return item.title

    def item_description(self, item: Entry) -> str:
        """Return the entry's text as HTML, escaped."""
        return linebreaks(item.text, autoescape=True)

    def item_link(self, item: Entry) -> str:
        """Return where on the brief it stands."""
        return item.url

    def item_guid(self, item: Entry) -> str:
        """Return what names the entry for good."""
        return item.name

    def item_pubdate(self, item: Entry) -> datetime | None:
        """Return when it was published."""
        return item.at

    def item_updateddate(self, item: Entry) -> datetime | None:
        """Return the same: nothing of it changes without a new date."""
        return item.at


def _notes(page: ChallengePage) -> list[Entry]:
    """Return what was learned before the opening; a correction is as new as itself."""
    if not page.was_announced(timezone.now()):
        return []
    zone = settings_of(authority_of(page)).zone
    return [
        Entry(
            _("What we learned before opening"),
            note.text,
            datetime.fromisoformat(note.former[-1]["until"])
            if note.former
            else datetime.combine(note.day, time(), zone),
            f"{page.full_url}#learned-{note.pk}",
            name_for_good(page, f"learned/{note.pk}"),
        )
        for note in page.engagement_notes.all()
    ]


def _amendment_in_words(amendment) -> str:
    lines = [amendment.text]
    for change in amendment.changes:
        lines.append(
            _("%(label)s. Before: %(before)s. Now: %(after)s.")
            % {
                "label": change["label"],
                "before": change["before"] or _("nothing"),
                "after": change["after"] or _("nothing"),
            }
        )
    return "\n\n".join(lines)
