"""Authorities and people."""

import factory
from wagtail.models import Site

from authorities.creation import NewAuthority, start_authority
from authorities.models import AuthorityGroup, Role, User

NAMES = {"birmingham": "Birmingham City Council", "wmca": "West Midlands Combined Authority"}
CODES = {"birmingham": "BCC", "wmca": "WMCA"}


def start(slug: str) -> Site:
    """Return the authority, made if it is not there."""
    return start_authority(
        NewAuthority(
            name=NAMES[slug],
            slug=slug,
            short_name=CODES[slug],
            hostname=f"{slug}.example.org",
            port=80,
            contact_email=f"contact@{slug}.example.org",
            sender_email=f"sender@{slug}.example.org",
        )
    )[0]


class UserFactory(factory.django.DjangoModelFactory):
    """A person; `roles` at `authority`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    first_name = "Sam"
    last_name = factory.Sequence(lambda number: f"Person {number}")

    @classmethod
    def working_for(cls, authority: Site, *roles: Role, **fields) -> User:
        """Return a person with these roles at the authority."""
        user = cls(**fields)
        user.groups.set(
            found.group
            for found in AuthorityGroup.objects.filter(authority=authority, role__in=roles)
        )
        return user
