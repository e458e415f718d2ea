"""Wagtail comes with a welcome page and a site for it; an authority brings its own."""

from django.db import migrations


def remove(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    for welcome in Page.objects.filter(
        slug="home", depth=2, content_type__app_label="wagtailcore", content_type__model="page"
    ):
        Site.objects.filter(root_page=welcome).delete()
        Page.objects.filter(depth=1).update(numchild=0)
        welcome.delete()


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
