"""A draft's answers in templates."""

from django import template

from applications import answers
from applications.forms import ApplicationForm
from applications.sections import Section

register = template.Library()


@register.simple_tag
def typed_answers(form: ApplicationForm, section: Section) -> list[answers.Answer]:
    """Return the section's answers as they were typed, right or not."""
    return answers.typed_answers(form, section.fields)
