from itertools import batched

from django.db import migrations, models

LIMITS = (10_000, 25_000, 50_000, 100_000)


def say_kinds(apps, schema_editor):
    listed = apps.get_model("challenges", "Listed")
    for rows in batched(listed.objects.iterator(chunk_size=1000), 1000):
        for row in rows:
            size = "unsaid" if row.prize is None else "more"
            if row.prize is not None:
                size = next((str(limit) for limit in LIMITS if row.prize < limit), "more")
            parts = (row.path[:-4], row.stage, size, row.directorate_id or "", row.themes)
            row.kind = "|".join(map(str, parts))
        listed.objects.bulk_update(rows, ["kind"])


class Migration(migrations.Migration):

    # Writing rows and changing their table go together on no database that keeps checks for later.
    atomic = False

    dependencies = [
        ('challenges', '0012_listed_challenges_and_synonyms'),
    ]

    operations = [
        migrations.AddField(
            model_name='listed',
            name='kind',
            field=models.TextField(default=''),
            preserve_default=False,
        ),
        migrations.RunPython(say_kinds, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='listed',
            index=models.Index(fields=['programme_id'], name='listed_by_programme'),
        ),
    ]
