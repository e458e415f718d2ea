"""Every kind of public page, with something of everything on it, and how to get there."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Page
from wagtail.documents import get_document_model
from wagtail.images.models import Image
from wagtail.models import Page as WagtailPage
from wagtail.models import Site

from applications.models import (
    Application,
    Colleague,
    Draft,
    DraftSection,
    DraftVersion,
    Kind,
    Message,
)
from applications.submission.submit import keep_version
from authorities.models import AuthoritySettings
from challenges.follows import follow
from challenges.models import Amendment, ChallengeCriterion, ChallengePage, Directorate, Partner
from challenges.models.status import Stage
from home.models import ContentPage
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    DraftFactory,
    ProgrammePageFactory,
    QuestionFactory,
    SuccessStoryPageFactory,
    ThemeFactory,
)

LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
CHOICES = "By telephone\nBy post"
TIMES = ("scheduled", "announced", "closed")
Place = Callable[[Page], None]


def furnish(site: Site, picture: Image) -> dict[str, Place]:
    """Fill the site, and return by name how to go to each kind of page."""
    AuthoritySettings.objects.filter(site=site).update(logo=picture)
    programme = add_programme(site, picture)
    brief = add_brief(site, picture, programme)
    late = ChallengePageFactory(authority=site)
    ended = {
        **{f"{at} brief": ChallengePageFactory(authority=site, **{at: True}) for at in TIMES},
        "matched brief": ChallengePageFactory(authority=site, closed=True, stage=Stage.MATCHED),
        "withdrawn brief": ChallengePageFactory(
            authority=site, stage=Stage.WITHDRAWN, stage_reason="The works have moved."
        ),
        "brief with a story": ChallengePageFactory(
            authority=site, closed=True, stage=Stage.SHOWCASED, programme=programme
        ),
    }
    story = add_story(site, picture, ended["brief with a story"])
    text = add_text(site, picture)
    sent = add_application(brief).private_path
    draft = add_draft(brief)
    follower = follow(brief, "reader@example.com", is_proven=True, now=timezone.now()).subscriber
    expired = DraftFactory(page=ended["closed brief"], email="late@example.com")
    for _ in range(20):
        ChallengePageFactory(authority=site)
    return {
        "front page": to("/"),
        "listing": to("/challenges/?theme=better-health"),
        "listing, nothing found": to("/challenges/?q=nothing"),
        "listing, page 2": to("/challenges/?page=2"),
        "open brief": to(path(brief)),
        **{name: to(path(page)) for name, page in ended.items()},
        "form with errors": partial(send_empty, path(brief)),
        "late form": partial(send_late, late),
        "form without its cookie": partial(send_without_cookie, path(brief)),
        "programmes": to("/programmes/"),
        "programme": to(path(programme)),
        "stories": to("/success-stories/"),
        "story": to(path(story)),
        "text": to(path(text)),
        "open data": to("/data/"),
        "the API": to("/api/v1/"),
        "frames to copy": to("/embed/"),
        "frame": to("/embed/challenges/"),
        "search": to("/search/?q=damp"),
        "search, nothing found": to("/search/?q=nothing"),
        "draft": to(draft.private_path),
        "section": to(f"{draft.private_path}sections/business/"),
        "section with errors": to(f"{draft.private_path}sections/challenge/?check"),
        "section, changed by two": partial(save_over, f"{draft.private_path}sections/business/"),
        "check with gaps": to(f"{draft.private_path}check/"),
        "people": to(f"{draft.private_path}people/"),
        "draft to print": to(f"{draft.private_path}print/"),
        "draft that was not sent": to(expired.private_path),
        "sent": to(sent),
        "sent, to check": to(f"{sent}check/"),
        "sent versions": to(f"{sent}versions/"),
        "messages": to(f"{sent}messages/"),
        "saving a search": to("/search/saved/?theme=better-health"),
        "confirming": to(f"/account/following/{follower.secret}/confirm/"),
        "what is followed": to(f"/account/following/{follower.secret}/"),
        "sign-in": to("/account/sign-in/"),
        "code": ask_for_code,
        "missing page": to("/missing/", status=404),
    }


def path(page: WagtailPage) -> str:
    """Return the page's path at its own site."""
    return urlsplit(page.full_url).path


def to(address: str, status: int = 200) -> Place:
    """Return the way to an address that answers with this status."""

    def go(window: Page) -> None:
        assert window.goto(address).status == status, address

    return go


def send(window: Page, status: int) -> None:
    """Send the application form, and wait for an answer of this status."""
    with window.expect_navigation() as answer:
        window.get_by_role("button", name="Send your application").click()
    assert answer.value.status == status


def send_empty(address: str, window: Page) -> None:
    """Send a form in which nothing is answered."""
    window.goto(address)
    send(window, 422)


def send_late(challenge: ChallengePage, window: Page) -> None:
    """Send a form whose challenge closed while it was being filled in."""
    window.goto(path(challenge))
    window.get_by_label("Business name").fill("Drywall Labs")
    ChallengePage.objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
    send(window, 409)


def send_without_cookie(address: str, window: Page) -> None:
    """Send a form from a browser that has lost the cookie which protects it."""
    window.goto(address)
    window.get_by_label("Business name").fill("Drywall Labs")
    window.context.clear_cookies()
    send(window, 403)


def ask_for_code(window: Page) -> None:
    """Ask for a code for an address that nobody asked one for before."""
    window.goto("/account/sign-in/")
    window.get_by_label("Email address", exact=True).fill(f"{uuid.uuid4().hex}@example.com")
    with window.expect_navigation():
        window.get_by_role("button", name="Send me a code").click()


def add_programme(site: Site, picture: Image) -> WagtailPage:
    """Publish a programme with all that can stand on one."""
    programme = ProgrammePageFactory(
        authority=site,
        title="Warm homes",
        picture=picture,
        picture_alt="A warm wall",
        body=[("heading", "Why"), ("text", "<p>Because it is <a href='/about/'>cold</a>.</p>")],
        steps=[("step", {"title": "Publish", "text": "We write down the problem."})],
        money=[("money", {"label": name, "amount": 9500}) for name in ("Council", "Innovation")],
        key_dates=[("key_date", {"label": "Start", "when": "1 March 2027", "text": "All day"})],
        reach=528,
        reach_source="The mail service's own report",
        is_example=True,
    )
    programme.partners.set(
        [Partner.objects.create(authority=site, name="A university", url="https://example.org/")]
    )
    programme.themes.set([ThemeFactory(authority=site)])
    programme.save()
    return programme


def add_brief(site: Site, picture: Image, programme: WagtailPage) -> ChallengePage:
    """Publish an open brief that has everything, and every kind of question."""
    document = get_document_model().objects.create(
        title="Survey", file=ContentFile(b"Wall,Damp\n", name="survey.csv")
    )
    brief = ChallengePageFactory(
        authority=site,
        title=f"Damp in {LONG_WORD}",
        question=f"How might we notice damp in {LONG_WORD} early?",
        closes_at=timezone.now() + timedelta(days=2),
        programme=programme,
        directorate=Directorate.objects.create(authority=site, name="City Housing"),
        themes=list(programme.themes.all()),
        picture=picture,
        picture_alt="A wet wall",
        contact_phone="0121 496 0000",
        contact_email="the.healthy.homes.and.neighbourhoods.team@birmingham.example.org",
        policy_background="<p>Read <a href='https://example.org/'>the act</a>.</p>",
        documents=[("document", {"title": "Survey", "document": document})],
        key_dates=[("key_date", {"label": "Workshop", "when": "1 March 2027", "text": ""})],
        prize_minimum=5000,
        prize_maximum=20000,
        contract_route="A pilot first.",
        is_example=True,
        questions=[
            QuestionFactory(
                label=f"{kind.label}?", field_type=kind, choices=CHOICES, help_text="In your words."
            )
            for kind in Kind
        ],
    )
    brief.criteria.set(
        [ChallengeCriterion(name="Impact", weight=100, guidance="For whom, and how much.")]
    )
    brief.save()
    ClarificationFactory(page=brief)
    change = {"label": "Closing time", "before": "1 May 2027, 12:00 BST", "after": LONG_WORD}
    Amendment.objects.create(challenge=brief, text="It closes later.", changes=[change])
    return brief


def add_application(brief: ChallengePage) -> Application:
    """Keep an application with an answer of every kind."""
    answers = {Kind.DATE: "2027-03-27", Kind.NUMBER: "12.5", Kind.CHOICES: ["By post"]}
    application = ApplicationFactory(
        page=brief,
        business_name=LONG_WORD,
        form_data={
            question.clean_name: answers.get(question.field_type, "We listen to the wall.")
            for question in brief.questions.all()
        },
    )
    keep_version(application, timezone.now())
    Message.objects.create(application=application, text="When do we hear?")
    return application


def add_draft(brief: ChallengePage) -> Draft:
    """Keep a draft with a colleague, in which everything is still to do."""
    draft = DraftFactory(page=brief, email="", typed={"business_name": [LONG_WORD]})
    colleague = Colleague.objects.create(draft=draft, email=f"{LONG_WORD.lower()}@example.com")
    DraftSection.objects.create(
        draft=draft, name="business", changed_by=colleague, changed_at=timezone.now()
    )
    return draft


def save_over(address: str, window: Page) -> None:
    """Save what somebody else has changed in the meantime."""
    window.goto(address)
    draft = Draft.objects.get(secret=address.split("/")[2])
    draft.typed, draft.version = {"business_name": ["Drywall Labs"]}, 7
    draft.save()
    DraftVersion.objects.create(draft=draft, number=7, typed=draft.typed, window="another")
    window.get_by_label("Business name").fill(LONG_WORD[::-1])
    with window.expect_navigation() as answer:
        window.get_by_role("button", name="Save and go on").click()
    assert answer.value.status == 409


def add_story(site: Site, picture: Image, challenge: ChallengePage) -> WagtailPage:
    """Publish a story with all that can stand in one."""
    figure = {"number": "£9,500", "sentence": "saved in a year", "source": "Housing records"}
    return SuccessStoryPageFactory(
        authority=site,
        challenge=challenge,
        picture=picture,
        picture_alt="A dry wall",
        business_name="Drywall Labs",
        business_url="https://example.com/",
        figures=[("figure", figure)],
        is_example=True,
    )


def add_text(site: Site, picture: Image) -> WagtailPage:
    """Publish a page with every block of text, pictures and figures."""
    block = ContentPage.body.field.stream_block.child_blocks["picture"]
    image = block.to_python({"image": {"image": picture.pk, "alt_text": "A wall"}, "caption": "A"})
    figure = {"number": "0", "sentence": "walls are damp", "source": "Housing records"}
    return site.root_page.add_child(
        instance=ContentPage(
            title="How we work",
            body=[
                ("heading", "What we do"),
                ("text", "<h3>First</h3><p>We <a href='/'>listen</a>.</p><ol><li>Once</li></ol>"),
                ("picture", image),
                ("quotation", {"text": "It listened.", "who": "A tenant"}),
                ("figure", figure),
            ],
        )
    )
