"""Atom feeds that are valid XML, whatever a text holds."""

from django.utils.feedgenerator import Atom1Feed

from authorities.forms.cleaning import clean_characters


class PlainAtomFeed(Atom1Feed):
    """A feed whose texts are cleaned once more: one bad sign would take it from all its readers."""

    def __init__(self, title, link, description, *args, **kwargs) -> None:
        if kwargs.get("subtitle"):
            kwargs["subtitle"] = clean_characters(kwargs["subtitle"])
        title, description = clean_characters(title), clean_characters(description or "")
        super().__init__(title, link, description, *args, **kwargs)

    def add_item(self, title, link, description, *args, **kwargs) -> None:
        """Add an entry."""
        title, description = clean_characters(title), clean_characters(description or "")
        super().add_item(title, link, description, *args, **kwargs)
