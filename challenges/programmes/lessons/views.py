"""Lessons in the admin: searched across programmes, and across authorities that agree."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from authorities.narrowing.acting import everything
from authorities.scope import known_authorities
from challenges.models import Lesson
from challenges.programmes.lessons.learning import find_lessons, repeated
from challenges.programmes.permissions import managed_authority

PER_PAGE = 25
LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List the lessons that the address asks for, and what several programmes learned."""
    authority = managed_authority(request)
    asked = {name: request.GET.get(name, "")[:LONGEST] for name in ("query", "kind", "phase")}
    # What other authorities share is theirs, and read here because both sides agreed.
    with everything():
        lessons = find_lessons(authority, **asked)
        page = Paginator(lessons, PER_PAGE).get_page(request.GET.get("p"))
        names = {known.site_id: known.name for known in known_authorities(authority)}
        rows = [(lesson, names.get(lesson.authority_id, "")) for lesson in page]
        again = repeated(find_lessons(authority, **asked))
    context = {
        "results": page,
        "rows": rows,
        "repeated": again,
        "kinds": Lesson.Kind.choices,
        "phases": Lesson.Phase.choices,
        "own": authority.pk,
        **asked,
    }
    return render(request, "challenges/programmes/lessons/search.html", context)
