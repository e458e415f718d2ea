"""The editor's form for a question that was asked about a brief."""

from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.forms.admin import OwnedForm


class ClarificationForm(OwnedForm):
    """Offers what was asked as the wording to begin with, and publishes by a tick."""

    is_published = forms.BooleanField(
        label=gettext_lazy("Publish"),
        required=False,
        help_text=gettext_lazy(
            "Everybody can read question and answer on the brief. Who is applying is told by mail, "
            "at most once a day."
        ),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = self.instance
        self.initial["is_published"] = asked.published_at is not None
        self.initial["question"] = asked.question or asked.asked_text
        page = cast(forms.ModelChoiceField, self.fields["page"])
        page.queryset = page.queryset.for_authority(asked.authority)  # type: ignore[union-attr]
        # A question that was asked on a brief stays there.
        page.disabled = asked.pk is not None

    def clean(self) -> dict:
        """Refuse to publish half of it, or what was put aside."""
        typed = super().clean()
        if not typed.get("is_published"):
            return typed
        if not (typed.get("question") or "").strip():
            self.add_error("question", _("Write the question as everybody may read it."))
        if not (typed.get("answer") or "").strip():
            self.add_error("answer", _("Write the answer before you publish it."))
        if (typed.get("declined_reason") or "").strip():
            self.add_error(
                "declined_reason",
                _("A question is published or put aside. Empty this, or take away the tick."),
            )
        return typed

    def save(self, commit: bool = True):
        """Publish now, leave what is public as it is, or take it back."""
        if not self.cleaned_data["is_published"]:
            self.instance.published_at = None
        elif self.instance.published_at is None:
            self.instance.published_at = timezone.now()
        return super().save(commit)
