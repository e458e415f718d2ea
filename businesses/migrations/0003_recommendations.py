from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("businesses", "0002_subscribers"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="wants_recommendations",
            field=models.BooleanField(default=True, verbose_name="recommend challenges"),
        ),
    ]
