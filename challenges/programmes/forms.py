"""The forms of what programmes are run with: each keeps to one authority."""

from django import forms

from authorities.forms.admin import OwnedForm, keep_to


class ProgrammeForm(OwnedForm):
    """Offers what belongs to the authority alone; moments are written in its time zone."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        keep_to(self, self.instance.authority)
        programme = self.fields.get("programme")
        if programme is not None:
            # An authority has few programmes: a list is shorter than the tree of all pages.
            newest = programme.queryset.order_by("-first_published_at", "-pk")  # type: ignore[attr-defined]
            programme.queryset = newest  # type: ignore[attr-defined]
            programme.widget = forms.Select(choices=programme.choices)  # type: ignore[attr-defined]
