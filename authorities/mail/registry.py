"""Every mail there is: each room registers those that it sends, with who gets them and when."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MailType:
    """One kind of mail. `recipient` and `occasion` say to a reader of the list what it is for."""

    name: str
    template: str
    recipient: str
    occasion: str


_registered: dict[str, MailType] = {}


def register(name: str, template: str, *, to: str, when: str) -> MailType:
    """Add a kind of mail and return it; raise `ValueError` for a name that another one has."""
    if name in _registered:
        raise ValueError(f"There is a mail named {name} already.")
    _registered[name] = MailType(name, template, to, when)
    return _registered[name]


def mail_types() -> list[MailType]:
    """Return every kind of mail whose room is loaded, by name."""
    return sorted(_registered.values(), key=lambda found: found.name)
