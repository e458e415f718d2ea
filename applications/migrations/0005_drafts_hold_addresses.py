import django.db.models.deletion
from django.db import migrations, models


def give_back_addresses(apps, schema_editor):
    """On the way back, let each application have its address again."""
    for application in apps.get_model("applications", "Application").objects.select_related("draft"):
        application.secret = application.draft.secret
        application.form_key = application.draft.form_key
        application.save(update_fields=["secret", "form_key"])


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_drafts_of_applications")]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="form_key",
            field=models.UUIDField(unique=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="application",
            name="secret",
            field=models.CharField(
                max_length=64,
                unique=True,
                editable=False,
                null=True,
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, give_back_addresses),
        migrations.RemoveField(model_name="application", name="form_key"),
        migrations.RemoveField(model_name="application", name="secret"),
        migrations.AlterField(
            model_name="application",
            name="draft",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="application",
                to="applications.draft",
            ),
        ),
        migrations.AlterField(
            model_name="applicationfile",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="applications.draft",
            ),
        ),
    ]
