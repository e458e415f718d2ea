"""Tell the accounts that a code opens from those that a password does."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import migrations


def tell_apart(apps, schema_editor):
    """Mark the accounts that a code has made: no password, no group, no right."""
    apps.get_model("authorities", "User").objects.filter(
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        groups=None,
        user_permissions=None,
        is_staff=False,
        is_superuser=False,
    ).update(signs_in_by_code=True)


class Migration(migrations.Migration):
    dependencies = [("authorities", "0006_way_in_and_sessions")]

    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop, elidable=True),
    ]
