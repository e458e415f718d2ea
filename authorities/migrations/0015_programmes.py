"""Whose colleagues propose problems, and whether other authorities compare programmes."""

import authorities.models.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("authorities", "0014_failure"),
    ]

    operations = [
        migrations.AddField(
            model_name="authoritysettings",
            name="proposal_domains",
            field=models.TextField(
                blank=True,
                help_text="What stands after the @ in your colleagues' addresses, one on each line. "
                "Leave empty to take no proposals.",
                max_length=1000,
                validators=[authorities.models.validators.validate_domains],
                verbose_name="who may propose",
            ),
        ),
        migrations.AddField(
            model_name="authoritysettings",
            name="shares_programmes",
            field=models.BooleanField(
                default=False,
                help_text="Programme managers of other authorities that agreed, too, compare the "
                "figures of your programmes with theirs, and read the lessons that you share.",
                verbose_name="compared with others",
            ),
        ),
    ]
