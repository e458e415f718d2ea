"""Answers that belong to the whole installation."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from search.index.catch_up import is_answering
from search.index.reindexing import under_way


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database answers; a load balancer asks this.

    A search engine that does not answer, or is being filled, is said and no fault.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    parts = {"database": "ok"}
    answers = is_answering()
    if answers is not None:
        parts["search engine"] = "ok" if answers else "does not answer"
    if run := under_way():
        parts["search index"] = f"being filled: {run.done} of {run.total}"
    return JsonResponse(parts)


def not_here(request: HttpRequest) -> HttpResponse:
    """Answer 404 in place of a view of Wagtail's that knows no authority's bounds."""
    raise Http404


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what to do when a form came without its token, and give back what was typed."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and value
    ]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
