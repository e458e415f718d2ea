"""Proposing, and saying that one has the problem too."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.models import Site

from challenges.models import Proposal, Support
from challenges.proposals.mails import queue_receipt


def propose(typed: dict[str, Any], email: str, *, authority: Site, now: datetime) -> Proposal:
    """Keep a proposal and tell who sent it that it has come; what was sent before is kept once."""
    if before := Proposal.objects.filter(form_key=typed["form_key"], authority=authority).first():
        return before
    fields = {name: typed[name] for name in (*Proposal.QUESTIONS, "directorate", "name")}
    try:
        with transaction.atomic():
            made = Proposal.objects.create(
                authority=authority,
                email=email.lower(),
                is_named=typed["is_named"],
                form_key=typed["form_key"],
                proposed_at=now,
                **fields,
            )
            queue_receipt(made)
    except IntegrityError:
        # The same form came twice at once, and the other one was first.
        return Proposal.objects.get(form_key=typed["form_key"], authority=authority)
    return made


def support(proposal: Proposal, typed: dict[str, Any], email: str, *, now: datetime) -> bool:
    """Keep that somebody has the problem, too; return whether they had not said so before.

    Who says so again changes their sentence. Who proposed it has it anyway.
    """
    if proposal.email == email.lower():
        return False
    values = {name: typed[name] for name in ("sentence", "name", "is_named")}
    mine = Support.objects.filter(proposal=proposal, email__iexact=email)
    if mine.update(**values):
        return False
    try:
        with transaction.atomic():
            Support.objects.create(proposal=proposal, email=email.lower(), at=now, **values)
    except IntegrityError:
        mine.update(**values)
        return False
    return True
