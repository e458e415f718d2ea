"""How an account is opened, who is signed in, and what waits until somebody is again."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import authorities.models.kept_form


class Migration(migrations.Migration):
    dependencies = [("authorities", "0005_no_default_groups")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="signs_in_by_code",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="signs in by code"
            ),
        ),
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                (
                    "secret",
                    models.CharField(
                        default=authorities.models.kept_form.new_secret,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("is_by_code", models.BooleanField()),
                ("path", models.CharField(max_length=500)),
                ("fields", models.TextField()),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "kept form",
                "verbose_name_plural": "kept forms",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="StaffSession",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("browser", models.CharField(max_length=60, verbose_name="browser")),
                (
                    "network",
                    models.GenericIPAddressField(null=True, verbose_name="network address"),
                ),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        db_index=True,
                        default=django.utils.timezone.now,
                        verbose_name="last seen",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "staff session",
                "verbose_name_plural": "staff sessions",
                "ordering": ["-seen_at"],
            },
        ),
    ]
