"""What publishing a changed brief would tell, and to how many, said before it is done."""

from datetime import datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from applications.recipients import count_applying
from authorities.dates import format_instant
from authorities.scope import authority_of, settings_of
from challenges.brief.engagement.announcing import new_opening
from challenges.editing.diff import Change, changes, labels_of, version_of
from challenges.editing.publishing import if_opened, published_version
from challenges.editing.question_rules import is_applied_to
from challenges.follows import count_followers, count_hearers
from challenges.models import ChallengePage


def said_before_publishing(page: Page, now: datetime) -> list[str]:
    """Return sentences about what the public and who is applying would read; none while nobody has
    read the brief.
    """
    if not (isinstance(page, ChallengePage) and page.pk):
        return []
    published = published_version(page)
    opened = if_opened(published, now)
    if opened is None:
        return _of_a_new_opening(page, published, now)
    zone = settings_of(authority_of(page)).zone
    found = changes(
        opened,
        version_of(opened),
        version_of(page),
        zone,
        is_applied_to=is_applied_to(page.pk),
    )
    note = page.amendment.strip()
    if not (found or note):
        return [_("Nobody is told: nothing that businesses plan by has changed.")]
    sentences = [_("The brief shows an amendment: “%s”") % (note or labels_of(found))]
    sentences += [_in_words(change) for change in found]
    if not note:
        sentences.append(_("Write under “What changed” what is different and why."))
    sentences.append(_whom(page))
    if page.go_live_at and page.go_live_at > now:
        sentences.append(
            _("They are told when it goes out, on %s.") % format_instant(page.go_live_at, zone)
        )
    return sentences


def _of_a_new_opening(
    page: ChallengePage, published: ChallengePage | None, now: datetime
) -> list[str]:
    """Return what who waits for an announced challenge would be told."""
    opening = new_opening(page, published, now)
    if not opening:
        return []
    return [
        _("The opening moves to %(opening)s. One mail each goes to who waits for it: %(number)d.")
        % {"opening": opening, "number": count_hearers(page)}
    ]


def _in_words(change: Change) -> str:
    nothing = _("nothing")
    before, after = (
        Truncator(text or nothing).chars(160) for text in (change.before, change.after)
    )
    return _("%(part)s: “%(before)s” becomes “%(after)s”.") % {
        "part": change.label,
        "before": before,
        "after": after,
    }


def _whom(page: ChallengePage) -> str:
    applying, followers = count_applying(page), count_followers([page.pk]).get(page.pk, 0)
    if not applying and not followers:
        return _("No mail goes out: nobody has begun an application, and nobody follows it.")
    return _("One mail each goes to %(applying)s and %(followers)s.") % {
        "applying": ngettext(
            "%d person who has begun or sent an application",
            "%d people who have begun or sent an application",
            applying,
        )
        % applying,
        "followers": ngettext("%d follower", "%d followers", followers) % followers,
    }
