"""Partners in a table of applications: each with its own facts, in columns of its own."""

from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application, Partner, SentPartner
from authorities.http.table_cells import Cell
from authorities.models import AuthoritySettings

COLUMNS = 8
# So many keys a query names: a database takes a bounded number.
AT_ONCE = 500


def most_partners(keys: list[int]) -> int:
    """Return how many partners the application with most of them has."""
    most = 0
    for start in range(0, len(keys), AT_ONCE):
        counted = (
            SentPartner.objects.filter(application__in=keys[start : start + AT_ONCE])
            .values("application")
            .annotate(number=Count("pk"))
            .order_by("-number")
        )
        most = max(most, *counted.values_list("number", flat=True)[:1], 0)
        if most == Partner.AT_MOST:
            break
    return most


def headings(number: int) -> list[Cell]:
    """Return the headings of so many partners' columns."""
    asked = (
        _("Business"),
        _("Contact"),
        _("Email address"),
        _("Size of the business"),
        _("Postcode"),
        _("Company number"),
        _("Agreed"),
        _("Left"),
    )
    return [
        f"{_('Partner %d') % one}: {heading}" for one in range(1, number + 1) for heading in asked
    ]


def cells(application: Application, number: int, settings: AuthoritySettings) -> list[Cell]:
    """Return the cells of an application's partners, empty ones up to this number."""
    made: list[Cell] = []
    for partner in application.partners.all():
        made += [
            partner.business_name,
            partner.contact_name,
            partner.email,
            partner.get_business_size_display(),
            partner.postcode,
            partner.company_number,
            _local(partner.agreed_at, settings),
            _local(partner.left_at, settings),
        ]
    return made + [""] * (COLUMNS * number - len(made))


def _local(moment: datetime | None, settings: AuthoritySettings) -> Cell:
    return timezone.make_naive(moment, settings.zone) if moment else ""
