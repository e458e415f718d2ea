from datetime import datetime, time, timedelta

from django.db import migrations
from django.utils import timezone


def forwards(apps, schema_editor):
    """Give each to its page's authority; all are public since noon of their day.

    The newest comes first now, so a second for each place keeps the order on the page.
    """
    Clarification = apps.get_model("challenges", "Clarification")
    sites = list(apps.get_model("wagtailcore", "Site").objects.select_related("root_page"))
    # Not the challenges themselves: a form page of the past cannot be loaded.
    paths = dict(apps.get_model("wagtailcore", "Page").objects.values_list("pk", "path"))
    for row in Clarification.objects.all():
        path = paths[row.page_id]
        owner = next(site for site in sites if path.startswith(site.root_page.path))
        noon = timezone.make_aware(datetime.combine(row.published_on, time(12)))
        row.authority = owner
        row.published_at = noon - timedelta(seconds=row.sort_order or 0)
        row.asked_at = row.told_at = row.published_at
        row.save()


def backwards(apps, schema_editor):
    """Put the public ones back in their order. The rest was never public and had no place."""
    Clarification = apps.get_model("challenges", "Clarification")
    Clarification.objects.filter(published_at=None).delete()
    places = {}
    for row in Clarification.objects.order_by("page", "-published_at", "-pk"):
        row.sort_order = places[row.page_id] = places.get(row.page_id, -1) + 1
        row.published_on = timezone.localdate(row.published_at)
        row.question = row.question[:300]
        row.save()


class Migration(migrations.Migration):
    dependencies = [("challenges", "0005_clarifications_of_authorities")]

    operations = [migrations.RunPython(forwards, backwards)]
