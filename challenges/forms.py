"""The editor's form for a brief."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from authorities.forms import AuthorityPageForm


class ChallengePageForm(AuthorityPageForm, WagtailAdminFormPageForm):
    """Checks what concerns several rows at once, and names new questions for good."""

    def clean(self) -> dict:
        """Refuse criteria whose weights do not add up to 100, once the brief goes out."""
        cleaned = super().clean()
        weights = [
            row.cleaned_data.get("weight") or 0
            for row in self.formsets["criteria"].forms
            if row.is_valid() and not row.cleaned_data.get("DELETE")
        ]
        if weights and sum(weights) != 100 and not self.defer_required_fields:
            self.formsets["criteria"]._non_form_errors.append(
                ValidationError(
                    _("The weights add up to %(sum)d. Make them add up to 100.")
                    % {"sum": sum(weights)}
                )
            )
            self.add_error(None, _("The weights of the criteria must add up to 100."))
        return cleaned

    def save(self, commit: bool = True):
        """Give each new question the name that its answers are kept under."""
        for row in self.formsets["questions"].forms:
            question = row.instance
            question.clean_name = question.clean_name or question.get_field_clean_name()
        return super().save(commit)


class SuccessStoryPageForm(AuthorityPageForm):
    """Offers the authority's challenges and its selected applications."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "application" in self.fields:
            field = self.fields["application"]
            field.queryset = field.queryset.selected_or_beyond()
