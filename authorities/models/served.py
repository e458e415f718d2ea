"""Pages that are told by their app how they are shown."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[[HttpRequest, Any], HttpResponseBase]
Context = Callable[[Any, HttpRequest], dict]


class Served(models.Model):
    """A page whose view or context its app hands over in `ready()`: a model knows neither."""

    view: ClassVar[Any] = None
    extra_context: ClassVar[Any] = None
    # Related rows that its page shows: what is remembered of it brings them.
    shown_parts: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @classmethod
    def served_by(cls, *, view: View | None = None, context: Context | None = None) -> None:
        """Say what answers for pages of this type, and what their templates get besides."""
        cls.view = staticmethod(view) if view else None
        cls.extra_context = staticmethod(context) if context else None

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Answer by the view of this type, if it has one; else as Wagtail does."""
        if self.view is None:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        return self.view(request, self)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Return what every page has, and what pages of this type show besides."""
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        return context | (self.extra_context(self, request) if self.extra_context else {})
