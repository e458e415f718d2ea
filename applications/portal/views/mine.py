"""All applications of the address that somebody has proven, and what it follows."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from applications.models import Draft
from applications.portal.application_rows import application_rows
from applications.portal.partner_rows import partner_rows
from authorities.models import User
from businesses.models import Subscriber
from businesses.profile.recommendations import recommended
from businesses.sign_in.proof import proven_address
from businesses.subscriptions.subscribers import heard_of


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """List drafts, applications and what is followed; ask who comes to sign in."""
    address = proven_address(request)
    if not address:
        return HttpResponseRedirect(f"{reverse('business_sign_in')}?next={request.path}")
    site = Site.find_for_request(request)
    drafts = (
        Draft.objects.for_authority(site)
        .of_address(address)
        .select_related("application", "authority", "page")
        .prefetch_related("extensions", "colleagues")
        .order_by("-saved_at")
    )
    now = timezone.now()
    subscriber = Subscriber.objects.filter(authority=site, email__iexact=address).first()
    context = {
        "subscriber": subscriber,
        "subscriptions": heard_of(subscriber) if subscriber else [],
        "standings": application_rows(drafts, address, now),
        "partnerships": partner_rows(address, site),
        "address": address,
        "recommended": recommended(cast(User, request.user), request, now),
    }
    return render(request, "applications/portal/mine.html", context)
