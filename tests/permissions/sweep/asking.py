"""What the sweep asks of each address, and what it may not hear."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Sum
from post_office.models import Email
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from tests.lazy_index import index_now
from tests.permissions.answering import writes
from tests.permissions.people import Who
from tests.permissions.scene import Place
from tests.permissions.sweep.addresses import Address, addresses

# The beginnings of words are looked for, so that the whole word in an answer is not an echo.
LOOKED_FOR = -3


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    typed: dict

    def __str__(self) -> str:
        return f"{self.method} {self.path} with {', '.join(self.typed) or 'nothing'}"


def keys_of(place: Place) -> dict:
    """Return the place's keys by every name under which a view may ask for one."""
    made = place.made
    page, root, user = made["draft page"].pk, made["root page"].pk, made["user"].pk
    files = [made["picture"].pk, made["document"].pk]
    return {
        "id": [page, made["private page"].pk, *files, user, made["redirect"].pk],
        "childOf": root,
        "parent": root,
        "parent_page": root,
        "new_parent_page": root,
        "root_page": root,
        "chooser": root,
        "collection": made["collection"].pk,
        "collection_id": made["collection"].pk,
        "user": user,
        "owner": user,
        "edited_by": user,
        "uploaded_by_user": user,
        "groups": made["group"].pk,
        "group": made["group"].pk,
        "roles": made["group"].pk,
        "workflow": made["workflow"].pk,
        "workflow_state": made["workflow_state"].pk,
        "task": made["task"].pk,
        "image": made["picture"].pk,
        "document": made["document"].pk,
        "redirect_page": page,
        "page": page,
        "challenge": place.page.pk,
        "application": place.at["selected"].pk,
        "site": place.authority.pk,
        "theme": made["theme"].pk,
        "programme": root,
    }


def word_looked_for(place: Place) -> dict:
    """Return what is typed into a search, by every name that a view may give it."""
    return dict.fromkeys(("q", "term", "search", "words"), place.word[:LOOKED_FOR])


def requests_of(address: Address, own: Place, other: Place, who: Who) -> Iterator[Asked]:
    """Yield what is asked: of the other's things, and of one's own with the other's keys.

    Who may most is asked to try more. Forms of our own are sent in `test_other_authority`.
    """
    keys = keys_of(other)
    for path in address.paths(other, who):
        yield Asked("get", path, keys)
        if not address.is_ours:
            yield Asked("post", path, keys)
        if not address.is_keyed:
            yield Asked("get", path, {})
    if who not in (Who.MANAGER, Who.SUPERUSER) or address.is_ours:
        return
    if address.is_keyed:
        for path in {*address.paths(own, who, rest=other), *address.paths(own, who)}:
            yield Asked("get", path, {})
    for path in address.paths(own, who):
        for typed in _more_of(address, other):
            yield Asked("get", path, typed)


def _more_of(address: Address, other: Place) -> Iterator[dict]:
    """Yield queries that only some addresses know."""
    root = other.made["root page"].pk
    if address.name.startswith("wagtailadmin_api:"):
        yield {"fields": "*", "child_of": root}
        yield {"search": other.word[:LOOKED_FOR]}
    if address.name == "wagtail_bulk_action":
        yield {"id": "all", "childOf": root}
    elif not address.is_keyed:
        yield word_looked_for(other)


def leaks_in(asked: Asked, browser, other: Place, before: "State") -> list[str]:
    """Return what the answer says of the other's place, or does to it; it is undone.

    `before` is the state of the place, which is the same before each request.
    """
    word = other.word.lower()
    index_now()
    with transaction.atomic(), writes() as written:
        # Signing out would be for all that is asked after.
        browser.cookies, cookies = browser.cookies.copy(), browser.cookies
        response = getattr(browser, asked.method)(asked.path, asked.typed)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found = []
        if word in body.decode(errors="replace").lower():
            found.append("body")
        if word in str(response.headers).lower():
            found.append("headers")
        if asked.method == "post" and written:
            after = state_of(other)
            if after.rows != before.rows:
                found.append("changes")
            mails = Email.objects.filter(pk__gt=before.newest_mail)
            if any(word in f"{mail.to}{mail.subject}{mail.message}".lower() for mail in mails):
                found.append("mail")
        if response.status_code >= 500:
            found.append("broken")
        browser.cookies = cookies
        transaction.set_rollback(True)
    return [f"{asked}: {one}" for one in found]


class State(NamedTuple):
    """What shows whether something of a place was changed, and which mail is the newest."""

    rows: list[dict]
    newest_mail: int


def state_of(place: Place) -> State:
    """Return the state of the place now."""
    pages = Page.objects.filter(path__startswith=place.authority.root_page.path)
    files = [
        model.objects.filter(collection=place.made["collection"]).aggregate(
            Count("pk"), Max("title")
        )
        for model in (get_image_model(), get_document_model())
    ]
    revisions = Revision.objects.filter(object_id=str(place.made["draft page"].pk))
    rows = [
        pages.aggregate(Count("pk"), Max("title"), Max("latest_revision"), Sum("numchild")),
        revisions.aggregate(Count("pk")),
        *files,
    ]
    return State(rows, Email.objects.aggregate(Max("pk"))["pk__max"] or 0)


def sweep(own: Place, other: Place, browser, who: Who) -> list[str]:
    """Return every leak that this browser finds; `who` has what is a person's own."""
    before = state_of(other)
    return [
        leak
        for address in addresses()
        for asked in requests_of(address, own, other, who)
        for leak in leaks_in(asked, browser, other, before)
    ]


def is_answered(browser, path: str, typed: dict) -> bool:
    """Return whether a form is answered, whatever with; what it does is undone."""
    with transaction.atomic():
        browser.cookies, cookies = browser.cookies.copy(), browser.cookies
        response = browser.post(path, typed)
        browser.cookies = cookies
        transaction.set_rollback(True)
    return response.status_code < 500
