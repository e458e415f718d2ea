import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What only a row of a page needed."""

    dependencies = [("challenges", "0006_clarifications_keep_their_day")]

    operations = [
        migrations.RemoveField(model_name="clarification", name="published_on"),
        migrations.RemoveField(model_name="clarification", name="sort_order"),
        migrations.AlterField(
            model_name="clarification",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.site",
                verbose_name="authority",
            ),
        ),
    ]
