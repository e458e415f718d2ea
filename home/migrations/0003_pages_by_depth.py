from django.db import migrations


class Migration(migrations.Migration):
    """Finds the children of a front page, for the navigation of every page, among all that is
    below it: Wagtail's own indexes know paths, not depths.
    """

    dependencies = [
        ("home", "0002_remove_welcome_page"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX page_by_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX page_by_depth",
        ),
    ]
