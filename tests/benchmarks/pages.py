"""The addresses that are measured."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from applications.models import Application
from authorities.models import User
from challenges.models import ChallengePage, ProgrammePage, SuccessStoryPage

# A word of one in thirteen briefs, and a theme that it goes with.
WORD, THEME = "damp", "better-health"


def addresses(site: Site, moderator: User) -> dict[str, tuple[Client, str]]:
    """Return who asks for which path, by what the table calls it.

    The same pages at every scale, because each kind's first one is taken.
    """
    reader, staff = (Client(headers={"host": site.hostname}) for _ in range(2))
    staff.force_login(moderator)
    brief = ChallengePage.objects.for_authority(site).open_at(timezone.now())
    application = Application.objects.for_authority(site).waiting().order_by("pk").first()
    queue = reverse("queue_modeladmin_index")
    return {
        "home": (reader, "/"),
        "listing": (reader, "/challenges/"),
        "listing, a word and a theme": (reader, f"/challenges/?q={WORD}&theme={THEME}"),
        "listing, page 2": (reader, "/challenges/?page=2"),
        "brief": (reader, _path(brief.order_by("pk").first())),
        "programme": (reader, _path(ProgrammePage.objects.order_by("pk").first())),
        "success story": (reader, _path(SuccessStoryPage.objects.order_by("pk").first())),
        "search": (reader, f"/search/?q={WORD}"),
        "queue": (staff, queue),
        "queue, a search": (staff, f"{queue}?q={application.reference}"),
        "queue, filters": (staff, f"{queue}?status=waiting&theme={THEME}&sent=month"),
        "queue, one application": (
            staff,
            reverse("queue_modeladmin_inspect", args=[application.pk]),
        ),
    }


def _path(page: ChallengePage | ProgrammePage | SuccessStoryPage) -> str:
    return page.get_url_parts()[2]
