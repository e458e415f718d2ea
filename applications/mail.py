"""Mail about applications. It is queued with the change that causes it; the worker sends it."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from applications.models import Application, Draft
from authorities.mail.outbox import queue
from authorities.models import Role, User


def tell_applicants(page: Page, kind: str, *, subject: str, key: str, **context: object) -> int:
    """Queue a mail to everybody who writes or has sent an application to this page.

    `kind` names the template `applications/mail/<kind>.txt`, which gets `page`, `authority`,
    `draft`, `url` (the applicant's private page) and `context`. `key` names the occasion: nobody
    is written to twice about the same one. Returns how many mails were queued.
    """
    drafts = list(Draft.objects.filter(page_id=page.pk).exclude(email="").order_by("pk"))
    return sum(
        write_to(
            draft,
            kind,
            subject=subject,
            key=f"{key}:{draft.pk}",
            page=page,
            **context,
        )
        for draft in drafts
    )


def write_to(
    draft: Draft, kind: str, *, subject: str, key: str, page: Page, **context: Any
) -> bool:
    """Queue one mail to a draft's contact; return whether it was, or had been queued before."""
    if not draft.email:
        return False
    return queue(
        draft.email,
        draft.authority,
        kind,
        subject=subject,
        key=key,
        reference=draft.reference,
        draft=draft,
        page=page,
        url=draft.authority.root_url + draft.private_path,
        **context,
    )


def _queue_for_moderators(application: Application, kind: str, *, key: str, **context) -> None:
    moderators = User.objects.filter(
        is_active=True,
        groups__authority_group__authority=application.authority,
        groups__authority_group__role=Role.MODERATOR,
    ).distinct()
    address = reverse("queue_modeladmin_inspect", args=[application.pk])
    for moderator in moderators:
        queue(
            moderator.email,
            application.authority,
            kind,
            key=f"{key}:{moderator.pk}",
            application=application,
            reference=application.reference,
            url=application.authority.root_url + address,
            **context,
        )
