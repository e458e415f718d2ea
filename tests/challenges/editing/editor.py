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
    # What only scripts write: streams of no blocks, and the scale's as they are.
    streams = {"documents-count": 0, "key_dates-count": 0} | scale_inputs(page)
    for name, value in (streams | changes).items():
        typed[name] = value
    for row in removed:
        typed[f"{row}-DELETE"] = "on"
    return client.post(path, typed)


def scale_inputs(page):
    """Return what the editor's script sends for the scale."""
    anchors = page.anchors() if hasattr(page, "anchors") else []
    typed = {"scale-count": len(anchors)}
    for number, (score, text) in enumerate(anchors):
        typed |= {
            f"scale-{number}-deleted": "",
            f"scale-{number}-order": number,
            f"scale-{number}-type": "anchor",
            f"scale-{number}-value-score": score,
            f"scale-{number}-value-text": text,
        }
    return typed


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
