"""The editor's form for a brief."""

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from authorities.forms.admin import AuthorityPageForm
from challenges.editing.form_checks import check_changes, check_kinds
from challenges.editing.publishing import opened_version
from challenges.editing.question_rules import keep_answered


class ChallengePageForm(AuthorityPageForm, WagtailAdminFormPageForm):
    """Checks what concerns several rows at once, and names new questions for good."""

    def __init__(self, *args, **kwargs) -> None:
        """Ask what changed only where it must be told: after the opening."""
        super().__init__(*args, **kwargs)
        if "scale" in self.fields:
            # Django looks for a hidden copy where a default is computed; the editor sends none.
            self.fields["scale"].show_hidden_initial = False
        self.opened = opened_version(self.instance, timezone.now())
        if self.opened is None:
            self.fields.pop("amendment", None)

    def clean(self) -> dict:
        """Refuse, once the brief goes out, what is missing; once it is open, what is untold."""
        cleaned = super().clean()
        if self.instance.pk:
            check_kinds(self)
        if not self.is_deferred_validation:
            self._check_texts(cleaned)
            self._check_weights()
            if self.opened is not None:
                check_changes(self, self.opened, timezone.now())
        return cleaned

    def _check_texts(self, cleaned: dict) -> None:
        """An empty editor sends an empty paragraph, which is not an empty string."""
        for name in self.instance.ANSWERS:
            field = self.fields[name]
            is_empty = not strip_tags(cleaned.get(name) or "").strip()
            if field.required and is_empty and name not in self.errors:
                self.add_error(name, field.error_messages["required"])

    def _check_weights(self) -> None:
        weights = [
            row.cleaned_data.get("weight") or 0
            for row in self.formsets["criteria"].forms
            if row.is_valid() and not row.cleaned_data.get("DELETE")
        ]
        if weights and sum(weights) != 100:
            self.add_error(
                None,
                _(
                    "The weights of the criteria add up to %(sum)d. "
                    "Under Assessment, make them add up to 100."
                )
                % {"sum": sum(weights)},
            )

    def save(self, commit: bool = True):
        """Give each new question the name that its answers are kept under; keep what has answers.

        A question with answers whose row was removed is retired.
        """
        for row in self.formsets["questions"].forms:
            question = row.instance
            question.clean_name = question.clean_name or question.get_field_clean_name()
        page = super().save(commit=False)
        keep_answered(page)
        if commit:
            page.save()
            self.save_m2m()
        return page


class SuccessStoryPageForm(AuthorityPageForm):
    """Offers the authority's challenges, and of its applications those told of their selection."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "application" in self.fields:
            field = self.fields["application"]
            field.queryset = field.queryset.told_selected_at(timezone.now())
