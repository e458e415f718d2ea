"""Who may come into the admin."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from businesses.sign_in.session import is_opened_by_code


def admin_needs_password(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let a session that a code opened into the admin as nobody, whoever it is elsewhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("wagtailadmin_home")) and is_opened_by_code(request):
            request.user = AnonymousUser()
        return get_response(request)

    return middleware
