"""What was erased from a page's record, in words: erased is not changed."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from applications.history.covered import kind_named
from applications.models import Entry, Event


def rows_in_words(entry: Entry) -> list[str]:
    """Return how many rows of each kind an entry covers, in words."""
    counts = Counter(row.partition(":")[0] for row in entry.digests)
    found = []
    for kind, number in sorted(counts.items()):
        meta = kind_named(kind).model._meta
        found.append(f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}")
    return found


def erasures(page: Page) -> Iterator[str]:
    """Yield a sentence for each erasure: when, about which application, and what it took."""
    entries = Entry.objects.filter(page_id=page.pk, event=Event.ERASED).order_by("number")
    for entry in entries.select_related("application").iterator():
        rows = rows_in_words(entry)
        reasons = len(entry.about.get("reasons_of", ()))
        if reasons:
            rows.insert(0, ngettext("%d reason", "%d reasons", reasons) % reasons)
        yield _("%(page)d/%(number)d: personal data was erased on %(day)s%(about)s: %(rows)s.") % {
            "page": page.pk,
            "number": entry.number,
            "day": entry.at.date().isoformat(),
            "about": f" ({entry.application.reference})" if entry.application else "",
            "rows": ", ".join(rows) or _("nothing that the record covers"),
        }
