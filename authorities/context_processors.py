"""What every template knows of the authority."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from authorities.scope import settings_of


def authority(request: HttpRequest) -> dict:
    """Return the settings of the authority at this address, if there is one."""
    if request.path.startswith(reverse("wagtailadmin_home")):
        return {}
    site = Site.find_for_request(request)
    if site is None:
        return {}
    found = settings_of(site)
    return {"authority": found, "is_demonstration": found.is_demonstration}
