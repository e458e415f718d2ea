"""What the search app gives to others."""

from wagtail import hooks

from search.saved import Searched


@hooks.register("subscription_kinds")
def subscription_kinds() -> list[Searched]:
    """Let people save searches and hear of what is new."""
    return [Searched()]
