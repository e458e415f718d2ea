"""Gives what was decided before there was a history its entries."""

import hashlib
import json
import secrets
from datetime import UTC

from django.db import migrations


def digest_of(salt, reason):
    return hashlib.sha256(f"{salt}:{reason}".encode()).hexdigest()


def hash_of(entry):
    covered = [
        entry.page_id,
        entry.number,
        entry.event,
        entry.application_id,
        entry.actor_id,
        entry.assessor_id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.from_state,
        entry.to_state,
        entry.about,
        entry.reason_digest,
        entry.previous_hash,
    ]
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def write_history(apps, schema_editor):
    """Write, page by page in the order of time, an entry for everything that has none."""
    Application = apps.get_model("applications", "Application")
    Draft = apps.get_model("applications", "Draft")
    ChallengePage = apps.get_model("challenges", "ChallengePage")
    Site = apps.get_model("wagtailcore", "Site")
    roots = [
        (site.root_page.path, site.pk) for site in Site.objects.select_related("root_page")
    ]
    pages = {
        *Application.objects.values_list("page_id", flat=True).distinct(),
        *Draft.objects.values_list("page_id", flat=True).distinct(),
        *ChallengePage.objects.values_list("pk", flat=True),
    }
    Page = apps.get_model("wagtailcore", "Page")
    for page in Page.objects.filter(pk__in=pages).order_by("pk").iterator():
        authority = next((key for path, key in roots if page.path.startswith(path)), None)
        if authority is not None:
            _write_page(apps, page.pk, authority)


def _write_page(apps, page, authority):
    Entry = apps.get_model("applications", "Entry")
    last = Entry.objects.filter(page_id=page).order_by("-number").first()
    number, previous_hash = (last.number, last.hash) if last else (0, "")
    for values in sorted(_missing(apps, page), key=lambda values: (values["at"], values["order"])):
        del values["order"]
        number += 1
        entry = Entry(
            page_id=page,
            authority_id=authority,
            number=number,
            previous_hash=previous_hash,
            **values,
        )
        if entry.reason:
            entry.salt = secrets.token_hex(16)
            entry.reason_digest = digest_of(entry.salt, entry.reason)
        previous_hash = entry.hash = hash_of(entry)
        entry.save(force_insert=True)


def _missing(apps, page):
    """Yield the values of an entry for each thing of the page that has none."""
    Entry = apps.get_model("applications", "Entry")
    there = {
        (kind, entry[kind])
        for entry in Entry.objects.filter(page_id=page).values_list("about", flat=True)
        for kind in ("decision", "stage_change", "extension", "amendment")
        if kind in entry
    }
    for values in (
        *_decisions(apps, page),
        *_stage_changes(apps, page),
        *_extensions(apps, page),
        *_amendments(apps, page),
    ):
        kind = next(iter(values["about"]))
        if (kind, values["about"][kind]) not in there:
            yield values


def _decisions(apps, page):
    found = apps.get_model("applications", "Decision").objects.filter(application__page_id=page)
    for row in found.select_related("application").iterator():
        about = {"decision": row.pk}
        if row.because:
            about["because"] = row.because
        if row.is_over_limit:
            about["is_over_limit"] = True
        yield {
            "event": "moved" if row.from_status else "sent",
            "application_id": row.application_id,
            "actor_id": row.actor_id,
            "from_state": row.from_status,
            "to_state": row.to_status,
            # What was erased before is not brought back.
            "reason": "" if row.application.erased_at else row.reason.strip(),
            "at": row.at,
            "about": about,
            "order": (0, row.pk),
        }


def _stage_changes(apps, page):
    found = apps.get_model("challenges", "StageChange").objects.filter(challenge_id=page)
    for row in found.iterator():
        yield {
            "event": "stage_moved",
            "actor_id": row.actor_id,
            "from_state": row.from_stage,
            "to_state": row.to_stage,
            "reason": row.reason.strip(),
            "at": row.at,
            "about": {"stage_change": row.pk},
            "order": (1, row.pk),
        }


def _extensions(apps, page):
    found = apps.get_model("applications", "Extension").objects.filter(draft__page_id=page)
    sent = dict(
        apps.get_model("applications", "Application")
        .objects.filter(page_id=page)
        .values_list("draft_id", "pk")
    )
    for row in found.iterator():
        yield {
            "event": "extended",
            "application_id": sent.get(row.draft_id),
            "actor_id": row.actor_id,
            "reason": row.reason.strip(),
            "at": row.at,
            "about": {"extension": row.pk, "until": row.until.isoformat()},
            "order": (2, row.pk),
        }


def _amendments(apps, page):
    found = apps.get_model("challenges", "Amendment").objects.filter(challenge_id=page)
    for row in found.iterator():
        yield {
            "event": "amended",
            "actor_id": row.actor_id,
            "at": row.at,
            "about": {"amendment": row.pk},
            "order": (3, row.pk),
        }


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0007_assessment_and_release'),
        ('challenges', '0010_follows'),
    ]

    operations = [
        # Nothing is taken away on the way back: later entries follow from these.
        migrations.RunPython(write_history, migrations.RunPython.noop),
    ]
