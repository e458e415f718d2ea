"""Wagtail's page editor, without a browser."""

from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

PUBLISH = {"action-publish": "yes"}
SUBMIT = {"action-submit": "yes"}


def edit(client, page, *removed, **changes):
    """Open the page's form, change fields by their names, remove rows, and send it."""
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed = querydict_from_html(client.get(path).text, form_id="page-edit-form")
    # A box that is ticked sends “on” where it has no value of its own.
    for name in typed:
        if name.endswith("-required"):
            typed[name] = "on"
    # What only scripts write: a stream of no blocks.
    for name, value in ({"documents-count": 0, "key_dates-count": 0} | changes).items():
        typed[name] = value
    for row in removed:
        typed[f"{row}-DELETE"] = "on"
    return client.post(path, typed)


def written(moment):
    """Return a moment as the editor's fields have it."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def errors(response):
    """Return everything that a refused form says, beside its fields and rows."""
    form = response.context["form"]
    found = dict(form.errors)
    for name, formset in form.formsets.items():
        for number, row in enumerate(formset.errors):
            found |= {f"{name}-{number}-{field}": said for field, said in row.items()}
    return found
