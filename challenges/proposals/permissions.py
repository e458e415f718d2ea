"""Who proposes, and who sorts, answers and takes up what colleagues propose."""

from django.http import HttpRequest
from wagtail.models import Site

from authorities.models import Role, User
from authorities.permissions import Verdict, may_act_as
from authorities.scope import settings_of
from businesses.sign_in.proof import proven_address

DECIDERS = (Role.PROGRAMME_MANAGER,)


def may_decide(user: User, authority: Site) -> Verdict:
    """Return whether the person decides about the authority's proposals."""
    return may_act_as(user, authority, *DECIDERS)


def domains_of(authority: Site) -> list[str]:
    """Return what stands after the @ in its people's addresses, in small letters."""
    written = settings_of(authority).proposal_domains
    return [line.strip().removeprefix("@").lower() for line in written.split()]


def is_colleagues(email: str, authority: Site) -> bool:
    """Return whether the address is one of the authority's own; what only ends alike is not."""
    return email.strip().lower().rpartition("@")[2] in domains_of(authority)


def colleague(request: HttpRequest, authority: Site) -> str:
    """Return the address that a colleague proved in this session; empty for anybody else."""
    proven = proven_address(request)
    return proven if is_colleagues(proven, authority) else ""
