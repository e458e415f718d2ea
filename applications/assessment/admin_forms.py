"""What staff fill in on the overview of an assessment."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Assessor, Pitch, PooledAssessor
from applications.workflow.sealing import readable_applications
from authorities.models import AuthoritySettings


def end_of(day: date, settings: AuthoritySettings) -> datetime:
    """Return the last minute of a day in the authority's time zone."""
    return datetime.combine(day, time(23, 59), settings.zone)


class DayInput(forms.DateInput):
    """A day, chosen with the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class MomentInput(forms.DateTimeInput):
    """A day and a time, chosen with the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class InviteForm(forms.ModelForm):
    """Whom to invite, and until when they answer."""

    prefix = "invite"
    answer_on = forms.DateField(label=_("Answer by the end of"), widget=DayInput)
    keep = forms.BooleanField(label=_("Keep them in the pool for other challenges"), required=False)

    class Meta:
        model = Assessor
        fields = ["name", "email", "body"]


class PoolForm(forms.Form):
    """Whom of the pool to invite, and until when they answer."""

    prefix = "pool"
    people = forms.ModelMultipleChoiceField(
        queryset=PooledAssessor.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Tick at least one person.")},
    )
    answer_on = forms.DateField(label=_("Answer by the end of"), widget=DayInput)

    def __init__(self, data=None, *, authority, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["people"].queryset = (  # type: ignore[attr-defined]
            PooledAssessor.objects.for_authority(authority)
        )


class AnswerDayForm(forms.Form):
    """Until when an invitation can be answered now."""

    answer_on = forms.DateField(label=_("Answer by the end of"), widget=DayInput)


class AssignForm(forms.Form):
    """Which applications an assessor gets; they are ticked in the table."""

    prefix = "assign"
    assessor = forms.ModelChoiceField(
        queryset=Assessor.objects.none(), label=_("Assessor"), empty_label=_("Choose one")
    )
    applications = forms.ModelMultipleChoiceField(
        queryset=Application.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Tick at least one application in the table.")},
    )
    due_on = forms.DateField(label=_("Done by the end of"), widget=DayInput)

    def __init__(self, data=None, *, page, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        active = Assessor.objects.active().filter(page_id=page.pk)
        related = readable_applications(page, timezone.now())
        self.fields["assessor"].queryset = active  # type: ignore[attr-defined]
        self.fields["applications"].queryset = (  # type: ignore[attr-defined]
            related.select_related("page", "draft", "authority")
        )


class AllocationForm(forms.Form):
    """How many assessors each application gets, and until when they are done."""

    prefix = "allocation"
    target = forms.IntegerField(
        label=_("Assessors for each application"), min_value=1, max_value=20
    )
    due_on = forms.DateField(label=_("Done by the end of"), widget=DayInput)


class ConflictForm(forms.Form):
    """A conflict that a moderator records for an assessor."""

    prefix = "conflict"
    assessor = forms.ModelChoiceField(
        queryset=Assessor.objects.none(), label=_("Assessor"), empty_label=_("Choose one")
    )
    application = forms.ModelChoiceField(
        queryset=Application.objects.none(), label=_("Application"), empty_label=_("Choose one")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data=None, *, page, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["assessor"].queryset = (  # type: ignore[attr-defined]
            Assessor.objects.filter(page_id=page.pk, removed_at=None)
        )
        self.fields["application"].queryset = (  # type: ignore[attr-defined]
            readable_applications(page, timezone.now()).select_related("page", "authority")
        )


class PitchForm(forms.ModelForm):
    """When and where the applicant pitches, and what they hand in before."""

    prefix = "pitch"
    starts_at = forms.DateTimeField(label=_("When"), widget=MomentInput)
    hand_in_by = forms.DateTimeField(label=_("Hand in by"), widget=MomentInput, required=False)

    class Meta:
        model = Pitch
        fields = ["starts_at", "place", "hand_in", "hand_in_by"]


def pitch_form(pitch: Pitch | None, settings: AuthoritySettings) -> PitchForm:
    """Return the form with a pitch as it stands, its times in the authority's time zone."""
    moments = {"starts_at": pitch.starts_at, "hand_in_by": pitch.hand_in_by} if pitch else {}
    initial = {
        name: moment.astimezone(settings.zone).replace(tzinfo=None)
        for name, moment in moments.items()
        if moment
    }
    return PitchForm(instance=pitch, initial=initial)
