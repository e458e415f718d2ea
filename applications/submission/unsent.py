"""What somebody changed after they had sent, and did not send."""

from applications.drafts.forms import ApplicationForm
from applications.models import Application, ApplicationFile
from applications.submission.answers import Answer, typed_answers
from applications.submission.submit import plain
from businesses.profile.forms import BusinessDetailsForm


def unsent_answers(application: Application, form: ApplicationForm) -> list[Answer]:
    """Return the answers of the draft that differ from what was sent; `form` is bound to it."""
    changed = [name for name in form.fields if _is_changed(application, form, name)]
    return typed_answers(form, changed)


def _is_changed(application: Application, form: ApplicationForm, name: str) -> bool:
    if name in form.ENDS_WITH:
        return False
    if name in form.file_names:
        kept = form.fields[name].initial
        return isinstance(kept, ApplicationFile) and kept.application_id != application.pk
    if name in form.errors:
        return bool(form.shown().get(name))
    value = form.cleaned_data.get(name)
    if name in BusinessDetailsForm.base_fields:
        return value != getattr(application, name)
    return (plain(value) or "") != (application.form_data.get(name) or "")
