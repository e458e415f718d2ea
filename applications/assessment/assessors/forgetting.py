"""Forgetting who assessed, once nothing is left of what they assessed but numbers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from post_office.models import Email
from wagtail.models import Page

from applications.history import chain
from applications.history.proofs import proofs_of
from applications.models import Application, Assessor, Entry
from applications.models.reference import new_secret
from authorities.batch import by_pk, for_each_isolated
from authorities.models import AuthoritySettings


def due_assessors(now: datetime) -> Iterator[Assessor]:
    """Yield who is to be forgotten: every application to their page has been emptied.

    Where nobody applied, the authority's longest period counts from the closing.
    """
    sent = Application.objects.filter(page=OuterRef("page"))
    for settings in AuthoritySettings.objects.select_related("site").order_by("pk"):
        before = now - timedelta(days=365 * settings.retention_years)
        known = Assessor.objects.for_authority(settings.site).filter(erased_at=None)
        over = known.exclude(Exists(sent.filter(emptied_at=None))).annotate(has_any=Exists(sent))
        for assessor in over.select_related("authority", "page").order_by("pk"):
            closes_at = assessor.page.specific.closes_at
            if assessor.has_any or (closes_at and closes_at < before):
                yield assessor


def forget_assessors(now: datetime) -> int:
    """Forget who is due and return how many; their numbers stay, by which the record names them."""
    return for_each_isolated(
        due_assessors(now),
        lambda assessor: _forget(assessor, now),
        job="forget_assessors",
        key=by_pk,
    )


@transaction.atomic
def _forget(assessor: Assessor, now: datetime) -> bool:
    """Forget one, unless something was sent meanwhile; return whether they were forgotten."""
    Page.objects.select_for_update().get(pk=assessor.page_id)
    if Application.objects.filter(page_id=assessor.page_id, emptied_at=None).exists():
        return False
    proofs = proofs_of(assessor)
    before = chain.proven(proofs)
    Email.objects.filter(to=assessor.email, sent_mail__authority=assessor.authority).filter(
        Q(message__contains=assessor.secret) | Q(sent_mail__key__endswith=f":{assessor.pk}")
    ).delete()
    assessor.name, assessor.email, assessor.body = _("Erased"), "", ""
    assessor.secret, assessor.erased_at = new_secret(), now
    assessor.save(update_fields=["name", "email", "body", "secret", "erased_at"])
    chain.record_erasure(
        Entry.objects.filter(assessor=assessor, application=None),
        proofs=proofs,
        before=before,
        authority=assessor.authority,
        page=assessor.page,
        assessor=assessor,
        at=now,
    )
    return True
