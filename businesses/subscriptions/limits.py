"""What keeps the forms that ask for an address to write to from being used against others."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from authorities.forms.public import TrapForm
from authorities.http.rate_limit import RateLimit
from authorities.http.small_forms import check_small_form
from authorities.mail.strangers import too_much_mail
from businesses.sign_in.mail_budget import may_write_to
from businesses.sign_in.proof import has_proven


def check_subscription(
    request: HttpRequest, form: TrapForm, field: str, *, closed: str = ""
) -> int:
    """Return 200 if the address in `field` can be taken; else what `check_small_form` does.

    All forms that ask for an address share one limit for each network. What would mean one mail
    too many for the address is refused too, with 429; who has just proven it gets none.
    """
    status = check_small_form(
        request,
        form,
        field,
        RateLimit("follow", settings.FOLLOWS_PER_HOUR, 3600),
        too_many=_(
            "Too many addresses came from your network in the last hour. Try again in an hour."
        ),
        closed=closed,
    )
    email = form.cleaned_data[field] if status == 200 else ""
    if email and not has_proven(request, email) and not may_write_to(request, email):
        form.add_error(field, too_much_mail())
        return 429
    return status
