"""Whoever changes the database by hand is found out, and what they changed is named."""

from contextlib import contextmanager
from datetime import date, datetime

import pytest
from django.db import connection, models, transaction

from applications.files.storage import PrivateStorage
from applications.history import covered
from applications.history.row_checks import row_faults, unrecorded_faults
from applications.models import (
    Application,
    ApplicationFile,
    Decision,
    DecisionLetter,
    Entry,
    Event,
    Message,
    Proof,
    Score,
)
from applications.models.status import Status
from challenges.models import ChallengePage
from tests.history import faults

pytestmark = pytest.mark.usefixtures("selected")


@contextmanager
def undone():
    """Take back what was done to the database, whatever it refers to now."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def forge(model, key, column, value):
    """Write a column as somebody with the database's password would."""
    quoted = connection.ops.quote_name
    field = model._meta.get_field(column.removesuffix("_id"))
    meta = field.model._meta
    table, name, primary = map(quoted, (meta.db_table, field.column, meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = %s WHERE {primary} = %s",  # noqa: S608
            [field.get_db_prep_save(value, connection), key],
        )


def another(model, column, value):
    """Return a value of the column's type that is not this one."""
    field = model._meta.get_field(column.removesuffix("_id"))
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.JSONField):
        return {"forged": 1}
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat("2001-02-03T04:05:06+00:00")
    if isinstance(field, models.DateField):
        return date(2001, 2, 3)
    if isinstance(field, models.ForeignKey | models.IntegerField):
        return (value or 0) + 7
    return "" if value else "x"


def test_what_is_written_as_people_write_it_is_whole(page):
    assert faults(page) == []
    written = {one.kind for one in covered.kinds()}
    assert set(Proof.objects.values_list("kind", flat=True)) == written


def test_each_column_that_matters_is_named_when_it_is_changed(page):
    unnoticed = []
    for kind in covered.kinds():
        key = Proof.objects.filter(kind=kind.kind).exclude(salt="").first().key
        for column in kind.columns:
            with undone():
                now = kind.rows.values_list(column, flat=True).get(pk=key)
                forge(kind.model, key, column, another(kind.model, column, now))
                said = f"the {kind.in_words(column)} was changed after it was recorded."
                named = [sentence for _number, sentence in row_faults(page)]
                # What refers to nothing any more cannot be found: it is named as deleted.
                if not any(one.endswith((said, DELETED)) for one in named):
                    unnoticed.append((kind.kind, column, named))
    assert unnoticed == []


def test_it_is_named_in_words_that_an_auditor_reads(page, selected):
    decision = Decision.objects.filter(to_status=Status.SELECTED).get()
    forge(Decision, decision.pk, "reason", "Another one.")
    ((number, sentence),) = faults(page)
    assert sentence == (
        f"Decision {decision.pk} about {selected.reference}: the reason was changed after it was "
        "recorded."
    )
    assert Entry.objects.get(number=number).about["decision"] == decision.pk


def test_each_row_that_is_deleted_is_named(page):
    unnoticed = []
    for kind in covered.kinds():
        proof = Proof.objects.filter(kind=kind.kind).exclude(salt="").first()
        with undone():
            models.QuerySet(kind.model).filter(pk=proof.key)._raw_delete("default")
            named = [one for _number, one in row_faults(page)]
            if not any(f" {proof.key}" in one and one.endswith(DELETED) for one in named):
                unnoticed.append((kind.kind, named))
    assert unnoticed == []


DELETED = "was deleted after it was recorded."
# No row has these: PostgreSQL counts keys on from test to test.
UNIQUE = {"number": 30_000, "rule": 30_000, "criterion": 30_000, "reference": "BCC-FORGED"}


def test_each_row_that_is_added_is_named(page):
    unnoticed = []
    for kind in covered.kinds():
        row = kind.of_page(page).order_by("pk").last()
        with undone():
            # What only one row can have belongs to the forged one, as a forger would see to.
            singles = [
                field
                for field in row._meta.concrete_fields
                if isinstance(field, models.OneToOneField) and not field.primary_key
            ]
            for field in singles:
                forge(kind.model, row.pk, field.name, row.pk + 5000)
            row.pk = row.id = None
            row._state.adding = True
            for name, value in UNIQUE.items():
                if any(field.name == name for field in row._meta.fields):
                    setattr(row, name, value)
            for name in ("key", "secret"):
                if hasattr(row, name):
                    setattr(row, name, "00000000-0000-4000-8000-000000000000")
            if hasattr(row, "email"):
                row.email = "forged@example.com"
            if hasattr(row, "ended_at"):
                row.ended_at = row.assigned_at
            if kind.kind == "observer":
                row.user_id += 7
            models.Model.save_base(row, force_insert=True)
            said = "has no entry: it was added unrecorded, or its entry is gone."
            if not any(one.endswith(said) for one in unrecorded_faults(page)):
                unnoticed.append(kind.kind)
    assert unnoticed == []


@pytest.mark.parametrize(
    ("model", "column", "value", "said"),
    [
        (Application, "status", Status.MATCHED, "not in the state that its last decision says"),
        (Application, "status", "x", "not in the state that its last decision says"),
        (Application, "status_changed_at", datetime.fromisoformat("2001-02-03T04:05:06+00:00"),
         "Since when application"),
        (Application, "released_status", Status.SELECTED, "was told is not what its releases say"),
        (Application, "released_status", "x", "was told is not what its releases say"),
        (Application, "next_status_at", datetime.fromisoformat("2001-02-03T04:05:06+00:00"),
         "was told is not what its releases say"),
        (Application, "reserve_rank", 1, "in the reserve was changed"),
        (ChallengePage, "stage", "selected", "stage is not the one that its last move says"),
        (ChallengePage, "stage_reason", "Forged.", "is not what its last move says"),
        (Score, "score", 5, "are not those that were sent"),
        (Score, "comment", "Forged.", "are not those that were sent"),
        (Score, "criterion", 30_000, "are not those that were sent"),
        (DecisionLetter, "release_id", None, "is not in the release that told it"),
        (DecisionLetter, "voided_at", datetime.fromisoformat("2001-02-03T04:05:06+00:00"),
         "is not in the release that told it"),
    ],
)  # fmt: skip
def test_a_state_that_no_move_led_to_is_named(page, model, column, value, said):
    forge(model, model._base_manager.order_by("pk").first().pk, column, value)
    assert any(said in sentence for _number, sentence in faults(page))


def test_a_file_that_was_exchanged_or_lost_is_named(page):
    stored = ApplicationFile.objects.get(question="q_plan").file
    said = "the content of a file was changed after it was recorded."
    assert isinstance(stored.storage, PrivateStorage)
    with stored.storage.open(stored.name, "wb") as file:
        file.write(b"%PDF-1.4 forged")
    assert [one.endswith(said) for _number, one in faults(page)] == [True]
    stored.storage.delete(stored.name)
    assert [one.endswith(said) for _number, one in faults(page)] == [True]


class TestTheChain:
    @pytest.mark.parametrize("from_the_end", [0, 1, 5])
    def test_the_entries_that_were_cut_off_leave_rows_that_say_so(self, page, from_the_end):
        keys = list(Entry.objects.order_by("-number").values_list("pk", flat=True))
        Entry.objects.filter(pk__in=keys[: from_the_end + 1])._raw_delete("default")
        named = [sentence for _number, sentence in faults(page)]
        assert any(one.endswith("the entry that proves it is gone.") for one in named)
        Proof.objects.exclude(number__in=Entry.objects.values("number")).delete()
        named = [sentence for _number, sentence in faults(page)]
        assert any("has no entry" in one for one in named)

    def test_two_entries_that_changed_places_are_named(self, page):
        first, second = Entry.objects.filter(number__in=[2, 3]).order_by("number")
        for entry, number in ((first, 999), (second, 2), (first, 3)):
            models.QuerySet.update(Entry.objects.filter(pk=entry.pk), number=number)
        assert {2, 3} <= {number for number, _sentence in faults(page)}

    def test_an_entry_whose_digests_were_written_anew_is_named(self, page):
        entry = Entry.objects.get(event=Event.SENT)
        models.QuerySet.update(Entry.objects.filter(pk=entry.pk), digests={}, scheme=0)
        assert (entry.number, "It was changed after it was written.") in faults(page)

    def test_a_proof_that_names_an_earlier_entry_is_named(self, page):
        proof = Proof.objects.filter(kind="assignment").get()
        Proof.objects.filter(pk=proof.pk).update(number=1)
        assert any(number == proof.number for number, _sentence in faults(page))

    def test_a_salt_that_is_missing_without_an_erasure_is_a_fault(self, page):
        Proof.objects.filter(kind="message").update(salt="")
        named = [sentence for _number, sentence in faults(page)]
        assert len(named) == Message.objects.count() == 3

    def test_a_forged_entry_may_hold_anything_and_the_check_goes_on(self, page):
        models.QuerySet.update(Entry.objects.filter(event=Event.TOLD), about=["x"])
        assert any("It was changed" in sentence for _number, sentence in faults(page))
