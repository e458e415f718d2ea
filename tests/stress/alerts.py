"""Ten thousand saved searches, a hundred new challenges, and a run that is killed half-way."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

import django
from django.utils import timezone

# One run, which prints how many megabytes it took at most.
TOLD = """
import resource
import django
django.setup()
from django.utils import timezone
from challenges.listing.subscriptions.alerts import send_alerts
send_alerts(timezone.now())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
NEW, THEMES = 100, ("better-health", "air-quality-and-transport", "better-data-management")
# A subscriber has the searches of its own number, and of one so much higher.
TURNS = (0, 5)
WORDS = ("", "landlord", "hospital", "damp", "drone", "chatbot", "flood", "winter", "bus")


def main(searches: int) -> int:
    """Print what the runs cost, and each promise that was broken; return 1 if one was."""
    from django.core.management import call_command
    from post_office.models import Email

    from tests.benchmarks.published import Published

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    corpus = Published(5 * NEW)
    broken = []
    _save(corpus.site, corpus.now - timedelta(days=40), searches // 2)
    half, memory = _run()
    # Half as many first, to see that twice as many take twice as long.
    print(f"\n{searches // 2:,} saved searches: {half:.1f} s, {memory} MB at most.")
    Email.objects.all().delete()
    _save(corpus.site, corpus.now - timedelta(days=40), searches, since=searches // 2)
    _forget(corpus.now - timedelta(days=40))
    whole, memory = _run()
    wanted = Email.objects.count()
    print(f"{searches:,} saved searches: {whole:.1f} s, {memory} MB at most, {wanted:,} mails.")
    if whole > 2.5 * half:
        broken.append(f"twice as many searches take {whole / half:.1f} times as long.")
    Email.objects.all().delete()
    _forget(corpus.now - timedelta(days=40))
    killed_at = _run_and_kill(wanted // 2)
    _run()
    mails = Counter(_number(to) for (to, *_others) in Email.objects.values_list("to", flat=True))
    print(f"Killed after {killed_at:,} mails, and run again: {mails.total():,} mails.")
    due = _due(searches)
    missing = set(due) - set(mails)
    doubled = [number for number, many in mails.items() if many > 1]
    wrong = [
        subject
        for (to, *_others), subject in Email.objects.values_list("to", "subject")
        if subject != due.get(_number(to))
    ]
    if missing:
        broken.append(f"{len(missing)} subscribers were told nothing.")
    if doubled:
        broken.append(f"{len(doubled)} subscribers were told twice.")
    if wrong:
        broken.append(f"{len(wrong)} mails tell of more or fewer challenges than fit: {wrong[:3]}.")
    for sentence in broken:
        print(f"Broken promise: {sentence}")
    return 1 if broken else 0


def _due(searches: int) -> dict[int, str]:
    """Return the subject of each subscriber's mail, reckoned from the pages themselves."""
    from challenges.models import ChallengePage
    from search.page_text import texts_of
    from search.words import stem, stems_of

    fitting: dict[str, set[int]] = {_query(number): set() for number in range(len(WORDS) * 3)}
    for page in ChallengePage.objects.live().open_at(timezone.now()):
        stems = set(stems_of(texts_of(page).whole))
        themes = set(page.themes.values_list("slug", flat=True))
        for query, keys in fitting.items():
            asked = dict(parse_qsl(query))
            if asked["theme"] in themes and ("q" not in asked or stem(asked["q"]) in stems):
                keys.add(page.pk)
    found = {
        number: len(set().union(*(fitting[_query(number + turn)] for turn in TURNS)))
        for number in range(searches // 2)
    }
    return {
        number: "A new challenge for you" if many == 1 else f"{many} new challenges for you"
        for number, many in found.items()
        if many
    }


def _number(address: str) -> int:
    return int(address.removeprefix("reader").split("@")[0])


def _save(site, at: datetime, searches: int, since: int = 0) -> None:
    """Write the searches of these numbers, two for each subscriber."""
    from businesses.models import Subscriber
    from challenges.models.saved_search import Frequency, SavedSearch

    subscribers = Subscriber.objects.bulk_create(
        Subscriber(authority=site, email=f"reader{number}@example.com", confirmed_at=at)
        for number in range(since // 2, searches // 2)
    )
    SavedSearch.objects.bulk_create(
        SavedSearch(
            subscriber=subscriber,
            query=_query(number + turn),
            frequency=Frequency.DAILY,
            confirmed_at=at,
            told_until=at,
        )
        for number, subscriber in enumerate(subscribers, since // 2)
        for turn in TURNS
    )


def _query(number: int) -> str:
    word, theme = WORDS[number % len(WORDS)], THEMES[number % len(THEMES)]
    return f"q={word}&theme={theme}" if word else f"theme={theme}"


def _forget(at: datetime) -> None:
    """Let everybody have been told of nothing since then."""
    from challenges.models.saved_search import SavedSearch

    SavedSearch.objects.update(told_until=at)


def _run() -> tuple[float, int]:
    """Return the seconds and the megabytes that one run takes, in a process of its own."""
    begun = time.monotonic()
    run = subprocess.run([sys.executable, "-c", TOLD], check=True, capture_output=True, text=True)
    return time.monotonic() - begun, int(run.stdout.split()[-1])


def _run_and_kill(mails: int) -> int:
    """Kill a run once it has queued so many mails; return how many there are."""
    from post_office.models import Email

    process = subprocess.Popen([sys.executable, "-c", TOLD], stdout=subprocess.DEVNULL)
    while process.poll() is None and Email.objects.count() < mails:
        time.sleep(0.05)
    process.kill()
    process.wait()
    return Email.objects.count()


if __name__ == "__main__":
    django.setup()
    sys.exit(main(int(os.environ.get("SEARCHES", "10000"))))
