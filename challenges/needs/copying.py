"""A joined authority's own draft of the brief: its words, its questions and its documents."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.log_actions import log
from wagtail.models import Collection, Page, Site

from authorities.models import User
from authorities.narrowing.acting import everything
from authorities.scope import settings_of
from challenges.models import ChallengeListingPage, ChallengePage, Joining, JoiningChange
from challenges.models.brief import Brief
from challenges.needs.joining import JoiningRefused, is_public, locked
from challenges.needs.permissions import Act, State, may_write

# How the log names it.
COPIED = "needs.copied"
# Words alone: no contact, nobody's name, no date, no money, nothing that names the other brief.
WORDS = ("title", "question", "summary", *Brief.ANSWERS, "eligibility")
FORM = ("minutes_to_apply", "allows_several", "takes_partners", "asked_of_partners", "is_example")


@transaction.atomic
def copy_brief(joining: Joining, *, by: User) -> ChallengePage:
    """Make a draft of the joiner's own, and return it; the one that is there already if it is.

    Raises `JoiningRefused` for who may not, and for an authority that has not joined.
    """
    current = locked(joining)
    if not (verdict := may_write(by, current.authority)):
        raise JoiningRefused(verdict.reason)
    if current.copy:
        return current.copy
    source = current.challenge
    if current.state != State.AGREED or source is None:
        raise JoiningRefused(_("You can copy a brief that your authority has joined."))
    if not is_public(source):
        raise JoiningRefused(_("The challenge is not published now."))
    listing = ChallengeListingPage.objects.child_of(current.authority.root_page).first()
    if listing is None:
        raise JoiningRefused(_("There is no list of challenges in which a brief could stand."))
    with everything():
        made = _draft(source, current.authority)
        made.documents = _documents(source, current.authority, by)
    listing.add_child(instance=made)
    # A draft may lack what publishing asks for.
    made.save_revision(user=by, clean=False)
    current.copy = made
    current.save(update_fields=["copy"])
    JoiningChange.objects.create(joining=current, act=Act.COPY, actor=by)
    about = {"from": current.challenge_title, "authority": current.owner_name}
    log(Page.objects.get(pk=made.pk), COPIED, user=by, data=about)
    return made


def _draft(source: ChallengePage, authority: Site) -> ChallengePage:
    """Return the brief that is not kept yet, with the public's words, questions and criteria."""
    settings = settings_of(authority)
    made = ChallengePage(
        live=False,
        contact_name=settings.name,
        contact_email=settings.contact_email,
        **{name: getattr(source, name) for name in (*WORDS, *FORM)},
    )
    made.questions.set([_question(row) for row in source.questions.filter(is_retired=False)])
    made.criteria.set([_own(row) for row in source.criteria.all()])
    return made


def _own(row: Any) -> Any:
    """Return a row of the brief as one that is not kept yet."""
    names = [field.name for field in row._meta.fields if field.name not in ("id", "page")]
    return type(row)(**{name: getattr(row, name) for name in names})


def _question(row: Any) -> Any:
    """Return the question under a name of its own, by which its answers are kept."""
    made = _own(row)
    made.clean_name = made.get_field_clean_name()
    return made


def _documents(source: ChallengePage, authority: Site, by: User) -> list[tuple[str, dict]]:
    """Return the brief's public documents, each as one of the authority's own."""
    collection = _collection(authority)
    return [
        (
            "document",
            {"title": row.value["title"], "document": _copied(document, collection, by)},
        )
        for row in source.documents
        if (document := row.value["document"]) and _is_public(document)
    ]


def _is_public(document: AbstractDocument) -> bool:
    return not document.collection.get_view_restrictions().exists()


def _collection(authority: Site) -> Collection:
    """Return where the authority keeps its documents."""
    granted = Collection.objects.filter(
        group_permissions__group__authority_group__authority=authority
    )
    return granted.order_by("path").first() or Collection.get_first_root_node()


def _copied(document: AbstractDocument, collection: Collection, by: User) -> AbstractDocument:
    try:
        with document.open_file() as file:
            content = ContentFile(file.read(), document.filename)
    except OSError as fault:
        raise JoiningRefused(
            _("“%s” cannot be opened just now, so nothing was copied. Try again in a few minutes.")
            % document.title
        ) from fault
    return get_document_model().objects.create(
        title=document.title, file=content, collection=collection, uploaded_by_user=by
    )
