"""A field of Wagtail's editor with its advice above, and its hints below."""

from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel

from authorities.forms.word_count import count_words
from challenges.editing.guidance.closing import hints_on_closing
from challenges.editing.guidance.plain_english import hints_on_text
from challenges.editing.guidance.texts import ADVICE


def text_of(value: str) -> str:
    """Return an answer without its marks, one line for each paragraph."""
    return strip_tags(value.replace("</p>", "</p>\n").replace("</li>", "</li>\n"))


class GuidedPanel(FieldPanel):
    """Wagtail's panel, unchanged, between what helps to fill it in."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "challenges/editing/guidance/panel.html"

        class Media:
            js = ("dist/guidance.js",)
            css: ClassVar = {"all": ("css/admin-guidance.css",)}

        def get_context_data(self, parent_context=None) -> dict:
            """Add the advice, and what is to be said of the text as it is saved."""
            name, advice = self.field_name, ADVICE.get(self.field_name)
            context = super().get_context_data(parent_context)
            return context | {
                "name": name,
                "advice": advice,
                "words": count_words(self._texts()[name]) if advice else 0,
                "hints": self._hints(timezone.now()),
                "hints_url": reverse("brief_hints"),
            }

        def _hints(self, now: datetime) -> list[str]:
            brief, name = self.instance, self.field_name
            if name not in ADVICE:
                return hints_on_closing(brief.closes_at, brief.opens_at, self.form.authority, now)
            texts = self._texts()
            others = (text for other, text in texts.items() if other != name)
            return hints_on_text(name, texts[name], "\n".join(others))

        def _texts(self) -> dict[str, str]:
            """Return the ten answers without their marks; worked out once for all panels."""
            if not hasattr(self.form, "plain_answers"):
                self.form.plain_answers = {
                    one: text_of(getattr(self.instance, one) or "") for one in ADVICE
                }
            return self.form.plain_answers
