"""A challenge on whose record everything is that can be, written as people write it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.assessment import declarations, pitches, rounds
from applications.assessment.assessors.assignments import assign
from applications.assessment.assessors.invitations import answer, invite
from applications.assessment.scoring.agreed_scores import agree, set_not_applicable
from applications.assessment.scoring.score_entry import ScoreInput, save, send
from applications.complaints.answering import answer as answer_complaint
from applications.complaints.asking import ask
from applications.drafts.extensions import extend
from applications.history import chain
from applications.models import ApplicationFile, Complaint, DecisionLetter, Event, Kind
from applications.models.status import Status
from applications.moderation.notes import write_note
from applications.record.observers import name_observer
from applications.release.corrections import correct
from applications.release.outcomes import Plan, plan_procurement
from applications.release.releasing import plan_release, ready_groups
from applications.submission import conversation, submit
from applications.workflow.eligibility import check_rules
from applications.workflow.legal_holds import set_hold
from applications.workflow.sealing import override_seal
from applications.workflow.transitions import move
from challenges.models import Amendment
from challenges.models.parts import ChallengeRule
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import ChallengePageFactory, DraftFactory
from tests.factories.assessment import with_criteria
from tests.factories.partners import PartnerFactory, let_agree

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture
def later():
    """A moment that is still to come."""
    return timezone.now() + timedelta(days=2)


@pytest.fixture
def page(authority):
    made = with_criteria(ChallengePageFactory(authority=authority, closed=True))
    made.eligibility_rules.set([ChallengeRule(text="Is in the UK.")])
    made.save()
    return made


@pytest.fixture
def sent(page, manager, later):
    """An application with a file and a partner, sent in more time."""
    draft = DraftFactory(page=page)
    file = ApplicationFile(
        draft=draft,
        question="q_plan",
        name="plan.pdf",
        content_type="application/pdf",
        size=len(PDF),
    )
    file.file.save("plan.pdf", ContentFile(PDF))
    draft.questions = [*draft.questions, {"name": "q_plan", "label": "Plan", "kind": Kind.FILE}]
    extend(draft, page, until=later, by=manager, reason="Ill.", now=timezone.now())
    let_agree(PartnerFactory(draft=draft), page)
    return submit.send(draft)


@pytest.fixture
def selected(sent, page, moderator, manager, observer, later):
    """The application once everything has happened to it, until it was selected and told."""
    override_seal(sent, by=moderator, reason="A complaint.")
    conversation.write(sent, "Ada Okafor, thank you.", by=moderator, page=page)
    move(sent, Status.SCREENING, by=moderator)
    conversation.request_information(
        sent, "Who fits it?", due_at=later, by=moderator, page=page, now=timezone.now()
    )
    conversation.answer(sent, "We do.", page=page)
    sent.refresh_from_db()
    offer = SimpleUploadedFile("offer.pdf", PDF)
    write_note(sent, "Ada Okafor rang.", by=moderator, upload=offer)
    check_rules(sent, page, {page.eligibility_rules.get().pk: True}, by=moderator)
    move(sent, Status.ELIGIBLE, by=moderator)
    move_stage(page, Stage.ASSESSING, by=moderator)
    assess(sent, page, moderator, later)
    move(sent, Status.MATCHED, by=moderator, reason="Ada Okafor knows damp.")
    DecisionLetter.objects.update(stronger="Figures, Ada Okafor.")
    release(page, moderator)
    correct(sent.letters.get(), text="Not £9 but £8, Ada Okafor.", by=moderator)
    asked = ask(sent, Complaint.Kind.COMPLAINT, "Ada Okafor was scored too low.")
    answer_complaint(asked, "We looked, Ada Okafor.", outcome="not_upheld", by=manager)
    move_stage(page, Stage.MATCHED, by=moderator)
    move(sent, Status.SELECTED, by=moderator, reason="The best.")
    plan = Plan(owner=moderator, due_on=later.date(), value=9000, decided_on=later.date())
    plan_procurement(sent, plan, by=moderator)
    set_hold(sent, reason="A claim.", by=manager)
    name_observer(page, observer, by=manager)
    amendment = Amendment.objects.create(challenge=page, actor=moderator, text="Longer.")
    chain.record(
        Event.AMENDED,
        authority=sent.authority,
        page=page,
        actor=moderator,
        amendment=amendment.pk,
        covers=[amendment],
    )
    sent.refresh_from_db()
    return sent


def assess(sent, page, moderator, later):
    """Have somebody score the application, the panel agree, and the applicant pitch."""
    impact, price = page.criteria.all()
    assessor = invite(
        page, name="Tom", email="tom@example.net", body="", answer_by=later, by=moderator
    )
    answer(assessor, accepts=True)
    assessor.refresh_from_db()
    tokens = [one.token for one in declarations.applicants_for(assessor)]
    declarations.declare(assessor, dict.fromkeys(tokens, (False, "")))
    assignment = assign(sent, assessor, by=moderator, due_at=later)
    set_not_applicable(sent, price.pk, by=moderator, reason="It is free.")
    assignment = save(assignment, {impact.pk: ScoreInput(4, "Ada Okafor knows.", "Hm.")}, seen=0)
    send(assignment, read_version=1)
    agree(sent, impact.pk, 3, by=moderator, reason="Between us.")
    pitch = pitches.invite_to_pitch(
        sent,
        starts_at=later,
        place="Town hall",
        hand_in="Slides",
        hand_in_by=later - timedelta(hours=1),
        by=moderator,
    )
    pitches.hand_in(pitch, SimpleUploadedFile("slides.pdf", PDF))
    rounds.close(page, by=moderator)


def release(page, moderator):
    """Let the applicants read what is ready, now."""
    plan_release(page, {one.status: one.print for one in ready_groups(page)}, by=moderator)
