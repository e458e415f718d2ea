"""One mailbox may have two accounts: a member of staff's, and a business's."""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("authorities", "0007_tell_accounts_apart")]

    operations = [
        migrations.RemoveConstraint(model_name="user", name="one_user_an_address"),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(max_length=254, verbose_name="email address"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Lower("email"), "signs_in_by_code", name="one_user_an_address_and_way_in"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signs_in_by_code", False),
                    models.Q(("is_staff", False), ("is_superuser", False)),
                    _connector="OR",
                ),
                name="a_code_gives_no_rights",
            ),
        ),
    ]
