"""A draft's answers in templates."""

from django import template

from applications.drafts.forms import ApplicationForm
from applications.drafts.sections import Section
from applications.submission import answers

register = template.Library()


@register.simple_tag
def typed_answers(form: ApplicationForm, section: Section) -> list[answers.Answer]:
    """Return the section's answers as they were typed, right or not."""
    return answers.typed_answers(form, section.fields)


@register.simple_tag
def all_typed(form: ApplicationForm) -> list[answers.Answer]:
    """Return everything that was typed into a bound form, right or not, without what is empty."""
    inputs = form.inputs().items()
    typed = [name for name, names in inputs if any(map(form.data.get, names))]
    return answers.typed_answers(form, typed)
