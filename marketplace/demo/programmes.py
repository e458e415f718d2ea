"""The demonstration's programmes, challenges and stories."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, Site

from applications.models import Application
from applications.models.status import Status
from authorities.models import AuthoritySettings
from challenges.models import (
    ChallengeCriterion,
    ChallengeListingPage,
    ChallengePage,
    ChallengeQuestion,
    ChallengeRule,
    Clarification,
    Directorate,
    EngagementNote,
    Partner,
    ProgrammeListingPage,
    ProgrammePage,
    SuccessStoryListingPage,
    SuccessStoryPage,
    Theme,
)
from marketplace.demo.authorities import picture
from marketplace.demo.content import read, read_all, rich
from marketplace.demo.running import is_lessons

BRIEF = ChallengePage.ANSWERS
OPENS, CLOSES = time(9), time(12)
SECTIONS = (
    ("introduction", ""),
    ("why", "Why"),
    ("objectives", "What it sets out to do"),
    ("results_note", "What came of it"),
    ("what_worked", "What worked"),
    ("what_did_not", "What did not"),
)


def load_programmes(sites: dict[str, Site], today: date) -> None:
    """Make what is not there yet, and let the running challenges open and close around today."""
    authorities = {entry["slug"]: entry for entry in read("authorities")["authority"]}
    programmes = {
        entry["slug"]: _programme(entry, sites, authorities)
        for entry in read("programmes")["programme"]
    }
    for entry in sorted(read_all("challenges"), key=lambda found: found["order"]):
        site = sites[entry["authority"]]
        known = _find(ChallengePage, site, entry["slug"])
        if known is None:
            _challenge(entry, site, authorities[entry["authority"]], programmes, today)
        elif entry["programme"] == "closer-to-home" and not entry["stage"]:
            known.opens_at, known.closes_at = _times(entry, site, today)
            known.announced_at = _announced(entry, site, today)
            # Not published, which would tell everybody of an amendment.
            known.save()
            known.save_revision(changed=False)


def load_stories(sites: dict[str, Site]) -> None:
    """Make the success stories that are not there yet."""
    authorities = {entry["slug"]: entry for entry in read("authorities")["authority"]}
    for entry in read_all("stories"):
        site = sites[entry["authority"]]
        if _find(SuccessStoryPage, site, entry["slug"]) is None:
            _story(entry, site, authorities[entry["authority"]])


def find_challenge(sites: dict[str, Site], slug: str) -> ChallengePage:
    """Return a challenge of the demonstration by its slug."""
    found = (_find(ChallengePage, site, slug) for site in sites.values())
    return next(page for page in found if page is not None)


def _find(model: type[Page], site: Site, slug: str) -> Any:
    return model.objects.descendant_of(site.root_page).filter(slug=slug).first()


def _listing(model: type[Page], site: Site) -> Page:
    return model.objects.child_of(site.root_page).get()


def _programme(
    entry: dict[str, Any], sites: dict[str, Site], authorities: dict[str, Any]
) -> ProgrammePage:
    site, authority = sites[entry["authority"]], authorities[entry["authority"]]
    known = _find(ProgrammePage, site, entry["slug"])
    if known is not None:
        return known
    body: list[tuple[str, str]] = []
    for name, heading in SECTIONS:
        if is_lessons(name, entry[name]):
            continue
        if heading:
            body.append(("heading", heading))
        body.append(("text", rich(entry[name])))
    names = {row["slug"]: row["name"] for row in authority["partner"]}
    page = ProgrammePage(
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        is_example=entry["example"],
        body=body,
        steps=[("step", step) for step in entry["step"]],
        money=[("money", money) for money in entry.get("money", [])],
        key_dates=[("key_date", row | {"text": ""}) for row in entry["key_date"]],
        reach=entry.get("reach"),
        reach_source=entry.get("reach_source", ""),
        picture=picture(site, authority, "planning", entry["title"]),
        picture_is_decorative=True,
    )
    _listing(ProgrammeListingPage, site).add_child(instance=page)
    page.partners.set(
        Partner.objects.for_authority(site).filter(
            name__in=[names[slug] for slug in entry["partners"]]
        )
    )
    page.themes.set(Theme.objects.for_authority(site).filter(slug__in=entry["themes"]))
    page.participants.set([other for other in sites.values() if other != site])
    page.save_revision().publish()
    return page


def _challenge(
    entry: dict[str, Any],
    site: Site,
    authority: dict[str, Any],
    programmes: dict[str, ProgrammePage],
    today: date,
) -> None:
    names = {row["slug"]: row["name"] for row in authority["directorate"]}
    opens_at, closes_at = _times(entry, site, today)
    page = ChallengePage(
        live=False,  # until it is complete: what is public changes by amendment only
        title=entry["title"],
        slug=entry["slug"],
        question=entry["question"],
        summary=entry["summary"],
        is_example=entry["example"],
        **{name: rich(entry[name]) for name in BRIEF},
        programme=programmes[entry["programme"]],
        directorate=Directorate.objects.for_authority(site).get(name=names[entry["directorate"]]),
        contact_name=entry["contact_name"],
        contact_email=entry["contact_email"],
        prize_minimum=entry.get("prize_minimum"),
        prize_maximum=entry.get("prize_maximum"),
        contract_route=entry["contract_route"],
        announced_at=_announced(entry, site, today),
        opens_at=opens_at,
        closes_at=closes_at,
        key_dates=[
            (
                "key_date",
                {
                    "label": row["label"],
                    "when": date_format(today + timedelta(days=row["in_days"]), "j F Y"),
                    "text": "",
                },
            )
            for row in entry.get("key_date", [])
        ],
        picture=picture(site, authority, entry["motif"], entry["title"]),
        picture_is_decorative=True,
    )
    _listing(ChallengeListingPage, site).add_child(instance=page)
    page.themes.set(Theme.objects.for_authority(site).filter(slug__in=entry["themes"]))
    page.questions.set([_question(row, order) for order, row in enumerate(entry["form_question"])])
    page.eligibility_rules.set(
        [ChallengeRule(sort_order=order, text=text) for order, text in enumerate(entry["rules"])]
    )
    page.criteria.set(
        [
            ChallengeCriterion(sort_order=order, **row)
            for order, row in enumerate(entry["criterion"])
        ]
    )
    page.engagement_notes.set(
        [
            EngagementNote(day=today + timedelta(days=row["in_days"]), text=row["text"])
            for row in entry.get("learned", [])
        ]
    )
    page.save_revision().publish()
    now = timezone.now()
    for row in entry.get("clarification", []):
        Clarification.objects.create(
            authority=site, page=page, asked_at=now, published_at=now, told_at=now, **row
        )


def _question(row: dict[str, Any], order: int) -> ChallengeQuestion:
    question = ChallengeQuestion(
        sort_order=order,
        section=row.get("section", ""),
        label=row["label"].removesuffix(" (optional)"),
        field_type=row["kind"],
        help_text=row["help_text"],
        required=row["required"],
        choices="\n".join(row.get("choices", [])),
        word_limit=row.get("word_limit"),
    )
    question.clean_name = question.get_field_clean_name()
    return question


def _times(entry: dict[str, Any], site: Site, today: date) -> tuple[datetime, datetime]:
    """Return when the challenge opens and closes, in the authority's own morning and noon."""
    zone = AuthoritySettings.for_site(site).zone
    opens = today + timedelta(days=int(entry["opens_in_days"]))
    closes = today + timedelta(days=int(entry["closes_in_days"]))
    return (
        timezone.make_aware(datetime.combine(opens, OPENS), zone),
        timezone.make_aware(datetime.combine(closes, CLOSES), zone),
    )


def _announced(entry: dict[str, Any], site: Site, today: date) -> datetime | None:
    """Return when the challenge is announced, at its own midnight, if it is before it opens."""
    if "announced_in_days" not in entry:
        return None
    day = today + timedelta(days=int(entry["announced_in_days"]))
    zone = AuthoritySettings.for_site(site).zone
    return timezone.make_aware(datetime.combine(day, time()), zone)


def _story(entry: dict[str, Any], site: Site, authority: dict[str, Any]) -> None:
    challenge = find_challenge({"": site}, entry["challenge"])
    body: list[tuple[str, Any]] = []
    for section in entry["section"]:
        body += [("heading", section["heading"]), ("text", rich(section["text"]))]
    body.append(("quotation", entry["quotation"]))
    page = SuccessStoryPage(
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        is_example=entry["example"],
        challenge=challenge,
        application=Application.objects.filter(page=challenge, status=Status.SELECTED).first(),
        business_name=entry["business"],
        body=body,
        figures=[("figure", figure) for figure in entry["figure"]],
        picture=picture(site, authority, entry["motif"], entry["title"]),
        picture_alt=entry["picture_alt"],
    )
    _listing(SuccessStoryListingPage, site).add_child(instance=page)
    page.save_revision().publish()
