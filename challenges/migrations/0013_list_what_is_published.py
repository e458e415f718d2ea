"""Gives every challenge that is published already the row that the listing counts."""

from django.db import migrations

FIELDS = ("path", "stage", "opens_at", "closes_at", "programme_id", "directorate_id")


LIMITS = (10_000, 25_000, 50_000, 100_000)


def size_of(prize):
    if prize is None:
        return "unsaid"
    return next((str(limit) for limit in LIMITS if prize < limit), "more")


def list_published(apps, schema_editor):
    ChallengePage = apps.get_model("challenges", "ChallengePage")
    Listed = apps.get_model("challenges", "Listed")
    themes = {}
    rows = ChallengePage.themes.through.objects.order_by("theme_id")
    for page, theme in rows.values_list("challengepage_id", "theme_id"):
        themes.setdefault(page, []).append(str(theme))
    listed = []
    published = ChallengePage.objects.filter(live=True)
    for row in published.values("pk", "prize_minimum", "prize_maximum", *FIELDS):
        its_themes = " ".join(themes.get(row["pk"], ()))
        prize = row["prize_maximum"] or row["prize_minimum"]
        place, directorate = row["path"][:-4], row["directorate_id"] or ""
        kind = (place, row["stage"], size_of(prize), directorate, its_themes)
        listed.append(
            Listed(
                page_id=row["pk"],
                themes=its_themes,
                prize=prize,
                kind="|".join(map(str, kind)),
                **{name: row[name] for name in FIELDS},
            )
        )
    Listed.objects.bulk_create(listed, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0012_listed_challenges_and_synonyms"),
    ]

    operations = [
        migrations.RunPython(list_published, migrations.RunPython.noop),
    ]
