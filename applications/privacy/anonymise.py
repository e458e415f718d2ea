"""Emptying an application whose time is over: what remains is states, numbers and history."""

from datetime import datetime
from functools import partial

from django.db import models, transaction
from django.utils.translation import gettext as _

from applications.history import chain
from applications.history.proofs import proofs_about
from applications.models import Application, SentPartner
from applications.models.search_text import refresh_search_text
from applications.privacy.erasure import erase_draft
from applications.privacy.personal_text import erase_reasons, rewrite


@transaction.atomic
def anonymise(application: Application, *, now: datetime) -> None:
    """Erase everything that somebody wrote about or into the application, and its files.

    The history keeps its entries without their reasons, and says that this happened.
    """
    draft = application.draft
    before = chain.proven(proofs_about(draft, application))
    _delete_files(draft.files.all())
    _delete_files(application.notes.all())
    erase_draft(draft)
    draft.save()
    application.messages.all().delete()
    _empty_details(application, now)
    rewrite(application, lambda _text: "")
    erase_reasons(draft, application, now, before, is_all=True)


def _empty_details(application: Application, now: datetime) -> None:
    """Take the business, its people and their answers out of every version."""
    application.business_name = application.contact_name = _("Erased")
    application.email = application.company_number = application.postcode = ""
    application.form_data = {}
    application.erased_at = application.erased_at or now
    application.emptied_at = now
    application.save(
        update_fields=[
            "business_name",
            "contact_name",
            "email",
            "company_number",
            "postcode",
            "form_data",
            "erased_at",
            "emptied_at",
        ]
    )
    SentPartner.objects.filter(version__application=application).update(
        business_name=_("Erased"),
        contact_name=_("Erased"),
        email="",
        company_number="",
        postcode="",
    )
    refresh_search_text(application)
    application.sent_versions.update(details={}, answers={}, files={})


def _delete_files(rows: models.QuerySet) -> None:
    """Delete the rows, and what they stored once that is certain."""
    for row in rows:
        if row.file:
            transaction.on_commit(partial(row.file.storage.delete, row.file.name))
        row.delete()
