"""What every template knows of the authority."""

from django.http import HttpRequest
from wagtail.models import Site

from authorities.models import AuthoritySettings


def authority(request: HttpRequest) -> dict:
    """Return the settings of the authority at this address, if there is one."""
    if request.path.startswith("/admin/"):
        return {}
    site = Site.find_for_request(request)
    if site is None:
        return {}
    found = AuthoritySettings.for_site(site)
    return {"authority": found, "is_demonstration": found.is_demonstration}
