"""The outcomes that were kept before there was a track become its procurements."""

from django.db import migrations

STATES = {"procured": "done", "not_procured": "nothing"}


def take_over(apps, schema_editor):
    Procurement = apps.get_model("applications", "Procurement")
    ChallengePage = apps.get_model("challenges", "ChallengePage")
    Milestone = apps.get_model("challenges", "Milestone")
    challenges = set(ChallengePage.objects.values_list("pk", flat=True))
    for found in Procurement.objects.select_related("application"):
        application = found.application
        if application.page_id in challenges:
            Milestone.objects.get_or_create(
                outcome=found,
                defaults={
                    "authority_id": application.authority_id,
                    "challenge_id": application.page_id,
                    "kind": "procurement",
                    "owner_id": found.owner_id,
                    "due_on": found.due_on,
                    "state": STATES.get(application.status, "under_way"),
                    "done_on": found.decided_on,
                    "value": found.value,
                    "supplier": application.business_name,
                    "is_public": found.is_public,
                },
            )


def give_back(apps, schema_editor):
    apps.get_model("challenges", "Milestone").objects.exclude(outcome=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0007_money_and_milestones"),
    ]

    operations = [migrations.RunPython(take_over, give_back)]
