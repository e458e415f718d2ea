"""The words that mean the same with which an authority begins; its editors keep them."""

from wagtail.models import Site

from challenges.models import Synonyms

GROUPS = (
    ("SEND", "special educational needs"),
    ("transport", "mobility"),
    ("care", "social care"),
    ("NHS", "health service"),
    ("EV", "electric vehicle", "electric car"),
    ("AI", "artificial intelligence", "machine learning"),
    ("IoT", "internet of things", "sensors"),
    ("older people", "elderly"),
    ("home care", "domiciliary care"),
    ("rubbish", "waste"),
    ("SME", "small business"),
    ("BSL", "British Sign Language", "sign language"),
    ("FOI", "freedom of information"),
)


def default_synonyms(authority: Site) -> None:
    """Give an authority that has none the usual ones."""
    if not Synonyms.objects.for_authority(authority).exists():
        Synonyms.objects.bulk_create(
            Synonyms(authority=authority, words="\n".join(group)) for group in GROUPS
        )
