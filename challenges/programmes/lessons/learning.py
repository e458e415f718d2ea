"""What programmes learned, looked up, and counted by programme."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from challenges.models import Lesson, Session

# What a session is about, in the phases of lessons.
PHASES = {
    Session.Kind.WORKSHOP: Lesson.Phase.BRIEFS,
    Session.Kind.SANDPIT: Lesson.Phase.BRIEFS,
    Session.Kind.COHORT_DAY: Lesson.Phase.COHORT,
    Session.Kind.ONE_TO_ONES: Lesson.Phase.COHORT,
    Session.Kind.SHOWCASE: Lesson.Phase.SHOWCASE,
    Session.Kind.ENGAGEMENT: Lesson.Phase.CAMPAIGN,
}


@dataclass(frozen=True)
class Repeated:
    """What several programmes learned about the same."""

    kind: str
    theme: str
    programmes: int

    @property
    def said(self) -> str:
        """The same as a sentence."""
        programmes = ngettext("%d programme", "%d programmes", self.programmes) % self.programmes
        words = {
            Lesson.Kind.WORKED: _("%(programmes)s: “%(theme)s” worked."),
            Lesson.Kind.DID_NOT: _("%(programmes)s: “%(theme)s” did not work."),
            Lesson.Kind.DIFFERENTLY: _("%(programmes)s would do “%(theme)s” differently."),
        }
        return words[Lesson.Kind(self.kind)] % {"programmes": programmes, "theme": self.theme}


def find_lessons(
    authority: Site, *, query: str = "", kind: str = "", phase: str = ""
) -> QuerySet[Lesson]:
    """Return the lessons that the authority may read and that have every word of the query."""
    found = Lesson.objects.readable_by(authority)
    for word in query.split()[:8]:
        found = found.filter(
            Q(text__icontains=word)
            | Q(theme__icontains=word)
            | Q(evidence__icontains=word)
            | Q(programme__title__icontains=word)
        )
    if kind in Lesson.Kind.values:
        found = found.filter(kind=kind)
    if phase in Lesson.Phase.values:
        found = found.filter(phase=phase)
    return found.select_related("programme", "challenge")


def repeated(lessons: QuerySet[Lesson], at_most: int = 5) -> list[Repeated]:
    """Return what most programmes learned about the same; one that says it twice counts once."""
    counted = (
        lessons.exclude(theme="")
        .order_by()
        .values("kind", "theme")
        .annotate(programmes=Count("programme", distinct=True))
        .order_by("-programmes", "theme", "kind")
    )
    return [Repeated(**row) for row in counted[:at_most]]


def lessons_for(lessons: QuerySet[Lesson], kinds: Iterable[str]) -> list[Lesson]:
    """Return those about the phases of sessions of these kinds, for who plans one."""
    phases = {PHASES[Session.Kind(kind)] for kind in kinds}
    mine = lessons.filter(phase__in=phases)
    return list(mine.order_by("-learned_at", "-pk")[:5])
