"""What business and service say, and how a track begins."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from applications.assessment.admin_forms import DayInput
from authorities.forms.public import PublicForm
from authorities.forms.reasons import ReasonField
from authorities.models import User
from authorities.permissions import staff_of
from challenges.models import FollowUpAnswer, Milestone
from challenges.programmes.forms import ProgrammeForm


class MilestoneForm(ProgrammeForm):
    """A milestone; its owner works for the authority. An outcome is changed where it is kept."""

    KEPT_ELSEWHERE = ("challenge", "kind", "owner", "due_on", "value", "done_on", "is_public")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        here = staff_of(self.instance.authority)
        # Whoever owned it stays its owner until somebody chooses another.
        owner.queryset = here | User.objects.filter(pk=self.instance.owner_id).distinct()  # type: ignore[attr-defined]
        if self.instance.outcome_id:
            for name in (*self.KEPT_ELSEWHERE, "state"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Kept on the application's own screen.")

    def save(self, commit: bool = True) -> Milestone:
        """Save; another day, or another owner, reminds again."""
        if {"due_on", "owner"} & set(self.changed_data):
            self.instance.reminded_at = None
        return super().save(commit)


class PlanForm(forms.Form):
    """From which day the usual milestones are counted, and who sees to them."""

    owner = forms.ModelChoiceField(label=gettext_lazy("Owner"), queryset=User.objects.none())
    start = forms.DateField(label=gettext_lazy("Counted from"), widget=DayInput)

    def __init__(self, *args, authority: Site, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = staff_of(authority)  # type: ignore[attr-defined]


class WhatCameForm(PublicForm):
    """Whether it is in use, and what has changed."""

    use = forms.ChoiceField(
        label=gettext_lazy("Is it in use?"),
        choices=FollowUpAnswer.Use.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it is in use.")},
    )
    text = ReasonField(
        label=gettext_lazy("What has changed, and how do you know?"),
        help_text=gettext_lazy("If nothing came of it, say why: that helps the next one."),
        at_most=5000,
        called="",
        error_messages={"required": gettext_lazy("Say what has changed, or that nothing has.")},
    )
