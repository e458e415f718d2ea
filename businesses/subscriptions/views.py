"""A subscriber's own pages: confirm, see, change and end what they hear of."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from authorities.http.own_path import own_path
from businesses.models import Subscriber
from businesses.subscriptions import subscribers


def _find(request: HttpRequest, secret: str) -> Subscriber:
    """Return whose address this is at the authority's own site; else a 404."""
    found = Subscriber.objects.select_related("authority")
    return get_object_or_404(found, secret=secret, authority=Site.find_for_request(request))


def _private(response: HttpResponse) -> HttpResponse:
    # Not “no-referrer”: browsers then hide the origin too, and Django refuses the form.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a press on a button: programmes that check mail follow links too."""
    subscriber = _find(request, secret)
    if request.method == "POST":
        subscribers.confirm(subscriber, now=timezone.now())
        messages.success(request, _("Done. We write to you when there is something new."))
        return redirect("subscriptions", secret)
    return _private(
        render(request, "businesses/subscriptions/confirm_subscription.html", {"secret": secret})
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: HttpRequest, secret: str) -> HttpResponse:
    """List what the subscriber hears of; end one of them, or go on for another year.

    To look is no sign of a person: programmes that check mail do it too.
    """
    subscriber = _find(request, secret)
    if request.method == "POST":
        subscribers.note_seen(subscriber, now=timezone.now())
        if "go_on" in request.POST:
            messages.success(request, _("Done. We go on writing to you."))
            return redirect("subscriptions", secret)
        for kind in subscribers.kinds():
            if kind.name == request.POST.get("kind"):
                kind.remove(subscriber, request.POST.get("key", ""))
        messages.success(request, _("Done. We no longer write to you about it."))
        back_to = own_path(request.POST.get("next", ""))
        return redirect(back_to) if back_to else redirect("subscriptions", secret)
    context = {
        "subscriber": subscriber,
        "rows": subscribers.heard_of(subscriber),
        "until": subscribers.lasts_until(subscriber),
    }
    return _private(render(request, "businesses/subscriptions/subscriptions.html", context))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whether to end everything; end it by POST, also at a mail program's own click.

    Source: RFC 8058, which has the program send this without a cookie or a token of ours, and
    again if it likes: what has ended is ended. To end what one asked for, the secret is enough.
    """
    found = Subscriber.objects.filter(secret=secret, authority=Site.find_for_request(request))
    subscriber = found.first()
    # What it says is true of what ended before, too.
    name, rows = "unsubscribed", subscribers.heard_of(subscriber) if subscriber else []
    if subscriber and request.method == "POST":
        subscribers.end(subscriber)
    elif subscriber:
        name = "stop"
    context = {"subscriber": subscriber, "rows": rows, "secret": secret}
    return _private(render(request, f"businesses/subscriptions/{name}.html", context))
