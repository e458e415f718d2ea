"""Takes away the groups and the workflow that Wagtail begins with: their rights are on the root.

People who were in these groups work on as members of their authority's groups.
"""

from django.db import migrations

NAMES = ("Editors", "Moderators")
WORKFLOW = "Moderators approval"


def remove(apps, schema_editor):
    """Delete the workflow, or switch it off where it is part of a page's history; then groups."""
    def model(name):
        return apps.get_model("wagtailcore", name).objects

    begun = model("Workflow").filter(name=WORKFLOW, workflow_pages__page__depth=1)
    for workflow in list(begun):
        model("WorkflowPage").filter(workflow=workflow).delete()
        if model("WorkflowState").filter(workflow=workflow).exists():
            workflow.active = False
            workflow.save()
        else:
            workflow.delete()
    task = model("Task").filter(name=WORKFLOW, workflow_tasks__isnull=True)
    task.exclude(pk__in=model("TaskState").values("task")).delete()
    groups = apps.get_model("auth", "Group").objects.filter(name__in=NAMES)
    groups.filter(authority_group__isnull=True).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("authorities", "0004_library_file"),
        ("auth", "0012_alter_user_first_name_max_length"),
        # These give the groups their rights.
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    # What was there cannot be known again, and nothing needs it.
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
