"""What somebody sent after their session was over: kept until they have signed in again."""

import json
import re
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse

from authorities.models import KeptForm, User
from authorities.sign_in.encryption import Unreadable, decrypt, encrypt

KEPT_FOR = timedelta(hours=12)
AT_MOST = 10
# Named so in any form: never kept, not even encrypted.
SECRET_FIELDS = re.compile(r"password|csrfmiddlewaretoken|^code$|credential", re.IGNORECASE)
SHOWN = "kept_form"


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed, name by name, without files, tokens and passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not SECRET_FIELDS.search(name)
    ]


def keep_form(request: HttpRequest, email: str, *, is_by_code: bool) -> str:
    """Keep what was posted for whoever signs in at this address; return where they find it.

    Returns nothing where there is nothing to keep. The request's token must have been checked:
    who finds the form is asked to send it in their own name.
    """
    fields = typed_fields(request)
    if request.method != "POST" or not fields:
        return ""
    theirs = KeptForm.objects.filter(email=email.lower(), is_by_code=is_by_code)
    theirs.exclude(pk__in=list(theirs.values_list("pk", flat=True)[: AT_MOST - 1])).delete()
    kept = KeptForm.objects.create(
        email=email.lower(),
        is_by_code=is_by_code,
        path=request.get_full_path()[: KeptForm._meta.get_field("path").max_length],
        fields=encrypt(json.dumps(fields)),
    )
    return path_of(kept)


def path_of(kept: KeptForm) -> str:
    """Return where its owner finds the form."""
    return reverse("kept_form", args=[kept.secret])


def kept_for(user: User, now: datetime) -> list[KeptForm]:
    """Return the forms that wait for this person, the newest first."""
    found = KeptForm.objects.filter(email=user.email.lower(), at__gt=now - KEPT_FOR)
    return list(found if not user.signs_in_by_code else found.filter(is_by_code=True))


def fields_of(kept: KeptForm) -> list[tuple[str, str]]:
    """Return the names and values; none where the key that wrote them is gone."""
    try:
        return [(name, value) for name, value in json.loads(decrypt(kept.fields))]
    except Unreadable:
        return []


def forget_what_was_sent(request: HttpRequest, status: int) -> None:
    """Delete the form that this person was shown and has now sent where it belongs."""
    if request.method != "POST" or status >= 400 or SHOWN not in request.session:
        return
    sent = KeptForm.objects.filter(pk=request.session[SHOWN], path=request.get_full_path())
    if sent.delete()[0]:
        del request.session[SHOWN]


def forget_old_forms(now: datetime) -> int:
    """Delete what nobody came back for; return how many forms that were."""
    return KeptForm.objects.filter(at__lt=now - KEPT_FOR).delete()[0]
