"""The forms of what programmes are run with: each keeps to one authority."""

from authorities.forms.admin import OwnedForm
from authorities.forms.instants import InstantField
from authorities.scope import settings_of


class ProgrammeForm(OwnedForm):
    """Offers what belongs to the authority alone; moments are written in its time zone."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        authority = self.instance.authority
        for field in self.fields.values():
            choices = getattr(field, "queryset", None)
            if choices is not None and hasattr(choices, "for_authority"):
                field.queryset = choices.for_authority(authority)
            if isinstance(field, InstantField):
                field.zone = settings_of(authority).zone
