"""What an applicant asks, and what is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Complaint
from authorities.forms.fields import TextField
from authorities.forms.public import PublicForm

MOST_WORDS = 500
LONGEST = 20_000


class ComplaintForm(PublicForm):
    """A question or a complaint about a decision."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Complaint.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a question or a complaint.")},
    )
    text = TextField(
        label=_("What do you want to ask, or what was wrong?"),
        help_text=_("Say what you would like to happen."),
        at_most=LONGEST,
        most_words=MOST_WORDS,
        called="",
        widget=forms.Textarea(attrs={"rows": 8, "data-word-limit": MOST_WORDS}),
        error_messages={"required": _("Write what you want to ask, or what was wrong.")},
    )


class AnswerForm(forms.Form):
    """The answer; to a complaint, also what came of it."""

    text = TextField(
        label=_("Answer"),
        help_text=_("The applicant reads it on their private page, with the authority's name."),
        at_most=LONGEST,
        called="",
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Write the answer.")},
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=Complaint.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it.")},
    )

    def __init__(self, *args, complaint: Complaint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if complaint.kind == Complaint.Kind.QUESTION:
            del self.fields["outcome"]
