"""Forms that the public meets."""

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from authorities.forms.renderers import GovukRenderer
from authorities.forms.sentences import speak_plainly


class PublicForm(forms.Form):
    """A form that the public meets, drawn with the templates of `templates/forms/`."""

    default_renderer = GovukRenderer

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        """Check what was typed, and refuse it in our own words."""
        speak_plainly(self.fields)
        super().full_clean()


class TrapForm(PublicForm):
    """A form for whoever comes by: with a field that people never see, and programs fill in."""

    website = forms.CharField(required=False, label=_("Leave this field empty"))

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled it in: whatever was typed into the trap, it was no person."""
        return bool(self.data.get(self.add_prefix("website")))


def bound_data(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, for a form that is bound if and only if it was sent."""
    return request.POST if request.method == "POST" else None
