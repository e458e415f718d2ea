"""Starting a challenge's form from questions that its authority keeps ready."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site

from authorities.forms.cleaning import clean_key
from authorities.scope import authority_of
from challenges.models import ChallengePage, ChallengeQuestion, QuestionSet

COPIED = (
    "section",
    "field_type",
    "label",
    "help_text",
    "required",
    "choices",
    "word_limit",
    "lowest",
    "highest",
    "is_whole",
    "sort_order",
)


def questions_from(chosen: QuestionSet) -> list[ChallengeQuestion]:
    """Return the set's questions as a challenge's own, not saved, each with a new name."""
    copies = []
    for row in chosen.questions.all():
        question = ChallengeQuestion(**{name: getattr(row, name) for name in COPIED})
        question.clean_name = question.get_field_clean_name()
        copies.append(question)
    return copies


def choose_set(authority: Site, chosen: str) -> QuestionSet | None:
    """Return the authority's set of this key; its default where there is none of it."""
    sets = QuestionSet.objects.for_authority(authority)
    found = sets.filter(pk=clean_key(chosen)).first()
    return found or sets.filter(is_default=True).first()


def remember_choice(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Keep, for `fill_new_page`, which set the address of the form for a new page names."""
    if page_class is ChallengePage:
        parent.chosen_questions = request.GET.get("questions", "")


def fill_new_page(page: Page, parent: Page, **kwargs) -> None:
    """Put the chosen set's questions, or the default's, into the form for a new challenge."""
    if not isinstance(page, ChallengePage):
        return
    chosen = choose_set(authority_of(parent), getattr(parent, "chosen_questions", ""))
    if chosen:
        page.questions.set(questions_from(chosen))


def ways_to_start(parent: Page) -> list[tuple[str, str]]:
    """Return the name of each of the authority's sets, and where a challenge starts with it."""
    path = reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", parent.pk])
    sets = QuestionSet.objects.for_authority(authority_of(parent))
    return [(found.name, f"{path}?questions={found.pk}") for found in sets]
