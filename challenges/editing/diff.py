"""What differs between two versions of a brief, of what changes by amendment only."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from html import unescape
from unicodedata import normalize
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing

from applications.models import Kind
from authorities.dates import format_deadline, same_minute
from authorities.forms.cleaning import clean_lines
from challenges.models import ChallengeCriterion, ChallengePage, ChallengeQuestion

TEXTS = ("question", "eligibility", "success_measures")
# How a text is set says nothing new: curly or straight, one space or two.
GLYPHS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
        "…": "...",
    }
)
BESIDE_NO_WORD = re.compile(r"(?<!\w) | (?!\w)")


@dataclass(frozen=True)
class Change:
    """One part of a brief, as it was and as it is. Empty where there was or is nothing."""

    name: str
    label: str
    before: str
    after: str

    def as_dict(self) -> dict[str, str]:
        """Return what an amendment keeps."""
        return asdict(self)


@dataclass(frozen=True)
class Version:
    """What a brief promises from its opening on."""

    texts: dict[str, str]
    closes_at: datetime | None
    criteria: list[ChallengeCriterion]
    scale: list[tuple[int, str]]
    questions: list[ChallengeQuestion]


def version_of(page: ChallengePage) -> Version:
    """Return what the page promises as it stands."""
    return Version(
        texts={name: getattr(page, name) for name in TEXTS},
        closes_at=page.closes_at,
        criteria=list(page.criteria.all()),
        scale=page.anchors(),
        questions=list(page.questions.all()),
    )


def changes(
    page: ChallengePage, before: Version, after: Version, zone: ZoneInfo, *, is_applied_to: bool
) -> list[Change]:
    """Return what differs, in the brief's own order.

    The questions for applicants count once somebody has begun to answer them.
    """
    found = [
        *_texts(page, before, after),
        *_criteria(before, after),
        *(_questions(before.questions, after.questions) if is_applied_to else []),
    ]
    if not same_minute(before.closes_at, after.closes_at):
        words = [
            format_deadline(at, zone) if at else "" for at in (before.closes_at, after.closes_at)
        ]
        found.insert(0, Change("closes_at", _("Closing time"), *words))
    return found


def labels_of(found: list[Change]) -> str:
    """Return what changed as the words of a sentence."""
    return ", ".join(dict.fromkeys(f"“{change.label}”" for change in found))


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but how they are set."""
    return _unset(one) == _unset(other)


def _unset(text: str) -> str:
    return BESIDE_NO_WORD.sub("", " ".join(normalize("NFC", text).translate(GLYPHS).split()))


def _texts(page: ChallengePage, before: Version, after: Version) -> list[Change]:
    found = []
    for name in TEXTS:
        field = page._meta.get_field(name)
        was, now = (_words(field, version.texts[name] or "") for version in (before, after))
        if not same_words(was, now):
            label = str(field.verbose_name)  # type: ignore[union-attr]
            found.append(Change(name, label[:1].upper() + label[1:], was, now))
    return found


def _words(field, text: str) -> str:
    """Return a text without its mark-up, if it has any."""
    is_rich = isinstance(field, RichTextField)
    return unescape(get_text_for_indexing(text)).strip() if is_rich else text


def _criteria(before: Version, after: Version) -> list[Change]:
    was, now = _criteria_in_words(before.criteria), _criteria_in_words(after.criteria)
    found = []
    if sorted(map(_unset, was)) != sorted(map(_unset, now)):
        found.append(Change("criteria", _("Criteria"), "\n".join(was), "\n".join(now)))
    scales = [
        "\n".join(f"{score} – {text}" for score, text in version.scale)
        for version in (before, after)
    ]
    if not same_words(*scales):
        found.append(Change("scale", _("Scale"), *scales))
    return found


def _criteria_in_words(rows: Iterable[ChallengeCriterion]) -> list[str]:
    return [
        " – ".join(filter(None, [f"{row.name} ({_weight_in_words(row)})", row.guidance]))
        for row in rows
    ]


def _weight_in_words(row: ChallengeCriterion) -> str:
    if row.minimum is None:
        return f"{row.weight}%"
    return _("%(weight)d%%, at least %(minimum)d") % {
        "weight": row.weight,
        "minimum": row.minimum,
    }


def _questions(
    before: Iterable[ChallengeQuestion], after: Iterable[ChallengeQuestion]
) -> list[Change]:
    """Compare the questions that are asked by their names, which never follow their words."""
    was = {row.clean_name: row for row in before if not row.is_retired}
    now = {row.clean_name: row for row in after if not row.is_retired}
    found = []
    for name in [*was, *(name for name in now if name not in was)]:
        old, new = was.get(name), now.get(name)
        words = [_question_in_words(row) if row else "" for row in (old, new)]
        if not same_words(*words):
            label = _("No longer asked") if new is None else _("Question for applicants")
            found.append(Change("questions", label if old else _("New question"), *words))
    return found


def _question_in_words(question: ChallengeQuestion) -> str:
    is_required = _("required") if question.required else _("optional")
    about = [f"{Kind(question.field_type).label}, {is_required}"]
    if limit := question.words:
        about.append(ngettext("up to %d word", "up to %d words", limit) % limit)
    if bounds := question.bounds:
        about.append(bounds)
    lines = [f"{question.label} ({', '.join(about)})", question.help_text]
    if question.field_type in (Kind.CHOICE, Kind.CHOICES):
        lines.append(_("Choices: %s") % ", ".join(clean_lines(question.choices)))
    return "\n".join(filter(None, lines))
