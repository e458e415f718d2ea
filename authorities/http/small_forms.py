"""Forms for whoever comes by: one field, a trap for programs, a limit for each network."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from authorities.forms.public import TrapForm
from authorities.http.rate_limit import RateLimit, client_address


def check_small_form(
    request: HttpRequest,
    form: TrapForm,
    field: str,
    limit: RateLimit,
    *,
    too_many: str,
    closed: str = "",
) -> int:
    """Return 200 if what was sent can be taken; else the status to show the form again with.

    What stands against it is then beside `field`: that nothing is taken any more (`closed`, 409),
    what is wrong with it (422), or that too much came from this network (`too_many`, 429).
    """
    if closed:
        form.add_error(field, closed)
        return 409
    if form.is_trapped:
        form.add_error(field, _("Leave the field “Leave this field empty” empty, and send again."))
    if not form.is_valid():
        return 422
    if limit.is_hit(client_address(request)):
        form.add_error(field, too_many)
        return 429
    return 200
