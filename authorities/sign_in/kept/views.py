"""Where somebody finds what they sent while they were signed out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from authorities.models import KeptForm, User
from authorities.sign_in.kept.keeping import SHOWN, fields_of, kept_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest, secret: str) -> HttpResponse:
    """Show its owner what they wrote, to send it with one press; or throw it away."""
    kept = KeptForm.objects.filter(pk=secret).first()
    if kept is None:
        raise Http404("Nothing is kept here.")
    if not request.user.is_authenticated:
        door = "business_sign_in" if kept.is_by_code else "wagtailadmin_login"
        return redirect(reverse(door, query={"next": request.path}))
    if not isinstance(request.user, User) or kept not in kept_for(request.user, timezone.now()):
        raise Http404("Nothing is kept for this person.")
    if request.method == "POST":
        kept.delete()
        return redirect(kept.path)
    request.session[SHOWN] = kept.pk
    is_admins = kept.path.startswith(reverse("wagtailadmin_home"))
    return render(
        request,
        f"authorities/sign_in/kept_{'admin' if is_admins else 'public'}.html",
        {"kept": kept, "fields": fields_of(kept)},
    )
