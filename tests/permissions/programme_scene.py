"""A programme of an authority with something at every address of its managers."""

from tests.factories.programmes import ProposalFactory


def run_programme(place) -> dict:
    """Return what was made, by the names under which the table asks for it."""
    word, authority = place.word, place.authority
    return {
        "proposal": ProposalFactory(
            authority=authority, problem=f"{word} damp", email=f"a@{word.lower()}.gov"
        ),
    }
