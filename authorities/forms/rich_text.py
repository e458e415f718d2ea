"""Text with links and pictures, as an editor of the admin types it."""

import re

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

# How stored text names a page, a document or a picture: Wagtail writes it so.
NAMED = re.compile(r"<(?:a|embed)\b[^>]*?>")
KIND = re.compile(r'\b(?:linktype|embedtype)="(page|document|image)"')
KEY = re.compile(r'\bid="(\d+)"')


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor. What is no text of its own is nothing; nothing of another authority's."""

    def value_from_datadict(self, data, files, name: str) -> str | None:
        """Return the text as it is stored; nothing where something else was sent."""
        try:
            text = super().value_from_datadict(data, files, name)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return None
        return text and leave_out_unknown(text)


def leave_out_unknown(text: str) -> str:
    """Return the text without links to, and pictures of, what this person cannot choose."""
    models = {"page": Page, "document": get_document_model(), "image": get_image_model()}

    def kept(found: re.Match[str]) -> str:
        tag = found[0]
        kind, key = KIND.search(tag), KEY.search(tag)
        if not kind or not key or models[kind[1]].objects.filter(pk=key[1]).exists():
            return tag
        return "<a>" if tag.startswith("<a") else ""

    return NAMED.sub(kept, text)
