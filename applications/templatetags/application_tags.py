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
