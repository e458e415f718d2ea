"""Gives every challenge that is published already the row that the listing counts."""

from django.db import migrations

FIELDS = ("path", "stage", "opens_at", "closes_at", "programme_id", "directorate_id")


def list_published(apps, schema_editor):
    ChallengePage = apps.get_model("challenges", "ChallengePage")
    Listed = apps.get_model("challenges", "Listed")
    themes = {}
    rows = ChallengePage.themes.through.objects.order_by("theme_id")
    for page, theme in rows.values_list("challengepage_id", "theme_id"):
        themes.setdefault(page, []).append(str(theme))
    published = ChallengePage.objects.filter(live=True).values(
        "pk", "prize_minimum", "prize_maximum", *FIELDS
    )
    Listed.objects.bulk_create(
        (
            Listed(
                page_id=row["pk"],
                themes=" ".join(themes.get(row["pk"], ())),
                prize=row["prize_maximum"] or row["prize_minimum"],
                **{name: row[name] for name in FIELDS},
            )
            for row in published
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0012_listed_challenges_and_synonyms"),
    ]

    operations = [
        migrations.RunPython(list_published, migrations.RunPython.noop),
    ]
