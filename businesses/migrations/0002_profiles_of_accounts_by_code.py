"""A profile belongs to an account that a code opens, never to one that a password does."""

from django.db import migrations


def part(apps, schema_editor):
    """Give each member of staff who has a profile a second account, which a code opens."""
    user = apps.get_model("authorities", "User")
    profiles = apps.get_model("businesses", "Profile").objects
    for profile in profiles.filter(user__signs_in_by_code=False).select_related("user"):
        profile.user, _made = user.objects.get_or_create(
            email=profile.user.email.lower(),
            signs_in_by_code=True,
            defaults={"password": "!", "is_active": profile.user.is_active},
        )
        profile.save()


def join(apps, schema_editor):
    """Give the profiles back, and let each mailbox have one account again."""
    user = apps.get_model("authorities", "User")
    profiles = apps.get_model("businesses", "Profile").objects
    for by_code in user.objects.filter(signs_in_by_code=True):
        staff = user.objects.filter(email__iexact=by_code.email, signs_in_by_code=False).first()
        if staff:
            profiles.filter(user=by_code).update(user=staff)
            by_code.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0008_two_accounts_an_address"),
        ("businesses", "0001_initial"),
    ]

    operations = [migrations.RunPython(part, join, elidable=True)]
