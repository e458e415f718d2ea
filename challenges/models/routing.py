"""Finding a page below a listing, with what it shows, in one query."""

from typing import ClassVar

from django.apps import apps
from django.http import Http404, HttpRequest
from wagtail.url_routing import RouteResult


class OneKindBelow:
    """A listing whose pages are all of one type."""

    kind_below: ClassVar[str]
    # Foreign keys that the page below shows.
    shown_below: ClassVar[tuple[str, ...]] = ("picture",)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Return the page of this slug with what it shows; raise `Http404` for any other path."""
        if not path_components:
            return super().route(request, path_components)  # type: ignore[misc]
        page = (
            apps.get_model(self.kind_below)
            .objects.child_of(self)
            .live()
            .filter(slug=path_components[0])
            .select_related("content_type", *self.shown_below)
            .first()
        )
        if page is None or path_components[1:]:
            raise Http404
        page._cached_parent_obj = self  # for the way back, without a query
        return RouteResult(page)
