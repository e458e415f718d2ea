"""The editor's form for a brief."""

from django.utils import timezone
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from authorities.forms.admin import AuthorityPageForm
from challenges.brief.engagement.announcing import check_announcement
from challenges.editing.form_checks import check_changes, check_kinds, kept_rows
from challenges.editing.publishing import if_opened, published_version
from challenges.editing.question_rules import keep_answered
from challenges.editing.readiness import ROWS, missing_rows


class ChallengePageForm(AuthorityPageForm, WagtailAdminFormPageForm):
    """Checks what concerns several rows at once, and names new questions for good."""

    def __init__(self, *args, **kwargs) -> None:
        """Ask what changed only where it must be told: after the opening."""
        super().__init__(*args, **kwargs)
        if "scale" in self.fields:
            # Django looks for a hidden copy where a default is computed; the editor sends none.
            self.fields["scale"].show_hidden_initial = False
        self.published = published_version(self.instance) if self.instance.pk else None
        self.opened = if_opened(self.published, timezone.now())
        if self.opened is None:
            self.fields.pop("amendment", None)

    def clean(self) -> dict:
        """Refuse, once the brief goes out, what is missing; once it is open, what is untold."""
        cleaned = super().clean()
        if self.instance.pk:
            check_kinds(self)
        if not self.is_deferred_validation:
            self._check_rows()
            check_announcement(self, self.published, timezone.now())
            if self.opened is not None:
                check_changes(self, self.opened, timezone.now())
        return cleaned

    def _check_rows(self) -> None:
        """Refuse what is missing of the questions and the criteria, above the form."""
        rows = {name: [row.instance for row in kept_rows(self, name)] for name in ROWS}
        for reason in missing_rows(self.instance, rows, timezone.now()).values():
            self.add_error(None, reason)

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
