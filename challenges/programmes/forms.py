"""The forms of what programmes are run with: each keeps to one authority."""

from authorities.forms.admin import OwnedForm, keep_to


class ProgrammeForm(OwnedForm):
    """Offers what belongs to the authority alone; moments are written in its time zone."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        keep_to(self, self.instance.authority)
