"""Writing a brief in the page editor: workflow, preview, what is offered, what is missing."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from authorities.models import Role
from challenges.models import ChallengePage
from tests.factories import ChallengePageFactory, ProgrammePageFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.one_database

QUESTION = {
    "clean_name": "",
    "label": "What is your idea?",
    "field_type": "long_text",
    "required": "on",
    "help_text": "",
    "choices": "",
    "word_limit": "100",
}


CRITERION = {"name": "Impact", "weight": "100", "guidance": ""}


def typed(questions=(QUESTION,), criteria=(CRITERION,), **changes):
    """Return what the page editor sends for a brief that is filled in right."""
    data = {
        "title": "Damp homes",
        "slug": "damp-homes",
        "question": "How might we notice damp early?",
        "summary": "Walls are wet for months.",
        "end_users": rich_text("<p>Tenants</p>"),
        "success_measures": rich_text("<p>Fewer wet walls</p>"),
        "contact_name": "Homes team",
        "contact_email": "homes@example.org",
        "opens_at": "2026-01-05 09:00",
        "closes_at": "2099-03-27 12:00",
        "minutes_to_apply": "30",
        "documents": streamfield([]),
        "key_dates": streamfield([]),
        "scale": streamfield([]),
        "questions": inline_formset(list(questions)),
        "criteria": inline_formset(list(criteria)),
        "eligibility_rules": inline_formset([]),
        "engagement_notes": inline_formset([]),
        "assessors_wanted": "2",
        "comments": inline_formset([]),
    }
    for name in (*ChallengePage.ANSWERS[2:], "eligibility"):
        data[name] = rich_text("")
    return nested_form_data(data | changes)


PUBLISH = {"action-publish": "yes"}


def test_a_brief_that_is_filled_in_goes_out(add, browse):
    assert add(typed(), **PUBLISH).status_code == 302
    page = ChallengePage.objects.get(slug="damp-homes")
    assert page.live
    assert browse("/challenges/damp-homes/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("question", ""),
        ("summary", ""),
        ("end_users", rich_text("")),
        ("success_measures", rich_text("")),
        ("contact_name", ""),
        ("contact_email", ""),
        ("opens_at", ""),
        ("closes_at", ""),
        ("question", "We want less damp."),
        ("closes_at", "2026-01-01 09:00"),
    ],
)
def test_what_is_missing_keeps_a_brief_from_going_out_and_is_named(add, field, value):
    response = add(typed(**{field: value}), **PUBLISH)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not ChallengePage.objects.filter(slug="damp-homes", live=True).exists()


def test_a_brief_may_ask_several_new_questions_at_once(add):
    questions = [QUESTION, QUESTION | {"label": "Who are you?", "field_type": "short_text"}]
    assert add(typed(questions=questions), **PUBLISH).status_code == 302
    names = ChallengePage.objects.get().questions.values_list("clean_name", flat=True)
    assert len(set(names)) == 2


def test_a_brief_without_a_question_for_applicants_does_not_go_out(add):
    response = add(typed(questions=()), **PUBLISH)
    assert response.status_code == 200
    assert not ChallengePage.objects.exists()


def test_a_draft_may_leave_everything_but_its_name_open(add):
    open_still = ["question", "summary", "contact_name", "contact_email", "opens_at", "closes_at"]
    empty = dict.fromkeys(open_still, "")
    response = add(typed(questions=(), end_users=rich_text(""), **empty))
    assert response.status_code == 302
    assert not ChallengePage.objects.get().live


@pytest.mark.parametrize(("weights", "goes_out"), [((60, 40), True), ((60, 30), False)])
def test_the_weights_of_the_criteria_add_up_to_a_hundred(add, weights, goes_out):
    criteria = [{"name": f"C{weight}", "weight": weight, "guidance": ""} for weight in weights]
    response = add(typed(criteria=criteria), **PUBLISH)
    assert (response.status_code == 302) is goes_out
    if not goes_out:
        assert "make them add up to 100" in response.text


def test_an_editor_submits_and_an_approver_publishes(add, sign_in, authority):
    assert add(typed(), Role.EDITOR, **{"action-submit": "yes"}).status_code == 302
    page = ChallengePage.objects.get()
    assert not page.live
    assert page.workflow_in_progress
    client = sign_in(UserFactory.working_for(authority, Role.APPROVER))
    state = page.current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert client.post(path, {"comment": ""}).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_an_editor_cannot_publish(add):
    add(typed(), Role.EDITOR, **PUBLISH)
    assert not ChallengePage.objects.filter(live=True).exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ASSESSOR])
def test_moderators_and_assessors_write_no_briefs(add, role):
    add(typed(), role, **PUBLISH)
    assert not ChallengePage.objects.exists()


def test_a_question_keeps_its_name_when_its_words_change_and_when_it_is_a_draft_still(
    add, sign_in, authority
):
    add(typed(), Role.EDITOR)
    page = ChallengePage.objects.get()
    (first,) = page.get_latest_revision_as_object().questions.all()
    client = sign_in(UserFactory.working_for(authority, Role.APPROVER))
    reworded = QUESTION | {"clean_name": first.clean_name, "label": "What would you do?"}
    reworded |= {"id": str(first.pk or "")}
    data = typed(questions=(reworded,))
    data |= {"questions-INITIAL_FORMS": "1" if first.pk else "0"}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | PUBLISH)
    page.refresh_from_db()
    (now,) = page.questions.all()
    assert now.label == "What would you do?"
    assert now.clean_name == first.clean_name


def test_only_the_authoritys_own_themes_and_programmes_can_be_named(
    add, authority, other_authority
):
    theirs = ThemeFactory(authority=other_authority)
    programme = ProgrammePageFactory(authority=other_authority)
    response = add(typed() | {"themes": [theirs.pk]}, **PUBLISH)
    assert "themes" in response.context["form"].errors
    response = add(typed(programme=programme.pk), **PUBLISH)
    assert "programme" in response.context["form"].errors


def test_a_programme_of_another_authority_can_be_named_by_who_takes_part(
    add, authority, other_authority
):
    programme = ProgrammePageFactory(authority=other_authority)
    programme.participants.set([authority])
    programme.save()
    assert add(typed(programme=programme.pk), **PUBLISH).status_code == 302
    assert ChallengePage.objects.get().programme == programme


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        ("", "Send your application"),
        ("scheduled", "Applications open on"),
        ("announced", "Tell us what you could do"),
        ("open", "Send your application"),
        ("closed", "Applications closed on"),
    ],
)
def test_a_brief_can_be_previewed_in_every_state(sign_in, authority, mode, shown):
    page = ChallengePageFactory(authority=authority)
    client = sign_in(UserFactory.working_for(authority, Role.APPROVER))
    path = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(path, typed(slug=page.slug)).status_code == 200
    response = client.get(f"{path}?mode={mode}", headers={"host": authority.hostname})
    assert response.status_code == 200
    assert shown in response.text


def test_every_field_of_the_editor_has_its_sentence_of_help(listing):
    form = ChallengePage.get_edit_handler().get_form_class()
    without = {name for name, field in form.base_fields.items() if not field.help_text}
    # Wagtail's own fields.
    assert without <= {
        "slug",
        "seo_title",
        "search_description",
        "comment_notifications",
        "go_live_at",
        "expire_at",
        "show_in_menus",
    }
