"""Copying a brief: its copy is a draft with dates of its own."""

from wagtail.admin.forms.pages import CopyForm


class ChallengeCopyForm(CopyForm):
    """Offers neither to publish the copy, which has no dates yet, nor an alias."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
