"""Who is written to about applications: contacts, all applicants of a page, moderators.

Mail is queued with the change that causes it; the worker sends it.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page, Site

from applications.models import Application, Draft
from authorities.mail.outbox import queue_once
from authorities.mail.registry import MailType
from authorities.models import Role, User


def tell_applicants(
    page: Page, mail: MailType, *, subject: str, key: str, **context: object
) -> int:
    """Queue a mail to everybody who writes or has sent an application to this page.

    Its template gets `page`, `authority`, `draft`, `url` (the applicant's private page) and
    `context`. `key` names the occasion: nobody is written to twice about the same one. Returns how
    many mails were queued.
    """
    return sum(
        write_to_contact(
            draft,
            mail,
            subject=subject,
            key=f"{key}:{draft.pk}",
            page=page,
            **context,
        )
        for draft in list(_applying(page).order_by("pk"))
    )


def count_applying(page: Page) -> int:
    """Return how many write or have sent an application to this page, and can be written to."""
    return _applying(page).count()


def _applying(page: Page) -> QuerySet[Draft]:
    return Draft.objects.filter(page_id=page.pk).exclude(email="")


def write_to_contact(
    draft: Draft, mail: MailType, *, subject: str, key: str, page: Page, **context: Any
) -> bool:
    """Queue one mail to a draft's contact; return whether it was, or had been queued before."""
    if not draft.email:
        return False
    return queue_once(
        draft.email,
        draft.authority,
        mail,
        subject=subject,
        key=key,
        reference=draft.reference,
        draft=draft,
        page=page,
        url=draft.authority.root_url + draft.private_path,
        **context,
    )


def write_to_partners(
    application: Application, mail: MailType, *, subject: str, key: str, page: Page, **context: Any
) -> int:
    """Queue a mail to each partner of what was sent last that has not left; return how many.

    `url` is the partner's own page: nobody but the contact gets the application's private address.
    """
    standing = application.partners.filter(left_at=None).exclude(email="")
    return sum(
        queue_once(
            one.email,
            application.authority,
            mail,
            subject=subject,
            key=f"{key}:{one.partner_id}",
            reference=application.reference,
            application=application,
            partner=one,
            page=page,
            url=application.authority.root_url + one.partner.private_path,
            **context,
        )
        for one in standing.select_related("partner")
        if one.partner
    )


def write_to_moderators(application: Application, mail: MailType, *, key: str, **context) -> None:
    """Queue a mail to each moderator of the application's authority, with its screen's address."""
    tell_moderators(
        application.authority,
        mail,
        key=key,
        address=reverse("queue_modeladmin_inspect", args=[application.pk]),
        application=application,
        reference=application.reference,
        **context,
    )


def tell_moderators(
    authority: Site, mail: MailType, *, key: str, address: str, but: User | None = None, **context
) -> None:
    """Queue a mail to each of the authority's moderators, but for one who knows already.

    `address` is the path of a screen of the admin; the template gets it whole, as `url`.
    """
    moderators = User.objects.filter(
        is_active=True,
        groups__authority_group__authority=authority,
        groups__authority_group__role=Role.MODERATOR,
    )
    if but:
        moderators = moderators.exclude(pk=but.pk)
    for moderator in moderators.distinct():
        queue_once(
            moderator.email,
            authority,
            mail,
            key=f"{key}:{moderator.pk}",
            url=authority.root_url + address,
            **context,
        )
