"""What the editor's form refuses once a brief has opened, beside the field that it concerns."""

from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from authorities.dates import format_instant, same_minute
from authorities.scope import authority_of, settings_of
from challenges.editing.diff import Version, changes, labels_of, version_of
from challenges.editing.question_rules import (
    answered,
    is_applied_to,
    may_change_kind,
    may_require,
    stored_questions,
)
from challenges.models import ChallengePage
from challenges.permissions import may_close_earlier


def check_kinds(form: WagtailAdminFormPageForm) -> None:
    """Refuse another kind for a question that somebody has answered, in a draft too."""
    stored = stored_questions(form.instance.pk)
    with_answers = answered(form.instance.pk, stored)
    for row in kept_rows(form, "questions"):
        if row.instance.clean_name in with_answers:
            verdict = may_change_kind(row.instance, stored[row.instance.clean_name])
            if not verdict:
                row.add_error("field_type", verdict.reason)


def check_changes(form: WagtailAdminFormPageForm, opened: ChallengePage, now: datetime) -> None:
    """Refuse what cannot change any more, and a change without a word about it."""
    authority = settings_of(authority_of(opened))
    typed = form.cleaned_data
    closes_at = typed.get("closes_at") or opened.closes_at
    _check_times(form, opened, now)
    published = {row.clean_name: row for row in opened.questions.all()}
    for row in kept_rows(form, "questions"):
        known = published.get(row.instance.clean_name)
        verdict = may_require(row.instance, known, closes_at, authority, now)
        if not verdict:
            row.add_error("required", verdict.reason)
    before = version_of(opened)
    after = Version(
        texts={name: typed.get(name, text) for name, text in before.texts.items()},
        closes_at=closes_at,
        criteria=_rows(form, "criteria", before.criteria),
        scale=form.instance.anchors(),
        questions=_rows(form, "questions", before.questions),
    )
    found = changes(opened, before, after, authority.zone, is_applied_to=is_applied_to(opened.pk))
    if opened.is_closed(now) and any(change.name in ("criteria", "scale") for change in found):
        form.add_error(
            None,
            _(
                "The challenge has closed, so its criteria, weights and scale stay. "
                "Under Assessment, put back what you changed."
            ),
        )
    if found and not (typed.get("amendment") or "").strip() and "amendment" not in form.errors:
        form.add_error(
            "amendment",
            _(
                "The challenge has opened, and you have changed: %s. Write here what is different "
                "and why. Everybody who is applying is told."
            )
            % labels_of(found),
        )


def _check_times(form: WagtailAdminFormPageForm, opened: ChallengePage, now: datetime) -> None:
    """Refuse another opening, a closing in the past, and one person's earlier closing."""
    opens_at, closes_at = (form.cleaned_data.get(name) for name in ("opens_at", "closes_at"))
    zone = settings_of(authority_of(opened)).zone
    if opens_at and opened.opens_at and not same_minute(opens_at, opened.opens_at):
        form.add_error(
            "opens_at",
            _("The challenge has opened, so its opening time stays: %s.")
            % format_instant(opened.opens_at, zone),
        )
    if closes_at is None or same_minute(closes_at, opened.closes_at):
        return
    if closes_at <= now:
        form.add_error("closes_at", _("Choose a closing time in the future."))
    elif opened.closes_at and closes_at < opened.closes_at and "action-publish" in form.data:
        verdict = may_close_earlier(form.for_user, form.for_user, authority_of(opened))
        if not verdict:
            form.add_error("closes_at", verdict.reason)


def kept_rows(form: WagtailAdminFormPageForm, name: str) -> list:
    """Return the forms of the rows that can be used and are not removed."""
    rows = form.formsets[name].forms if name in form.formsets else []
    return [
        row
        for row in rows
        if row.is_valid() and row.cleaned_data and not row.cleaned_data.get("DELETE")
    ]


def _rows(form: WagtailAdminFormPageForm, name: str, published: list) -> list:
    """Return the rows as they are typed; as they were while one of them cannot be used."""
    if not all(row.is_valid() for row in form.formsets[name].forms):
        return published
    return [row.instance for row in kept_rows(form, name)]
