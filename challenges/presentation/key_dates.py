"""The dates of a brief or a programme."""

from challenges.models import ChallengePage, ProgrammePage


def key_dates(page: ChallengePage | ProgrammePage) -> list[dict[str, str]]:
    """Return the rows of `components/timeline.html`."""
    return [
        {"when": row.value["when"], "label": row.value["label"], "text": row.value["text"]}
        for row in page.key_dates
    ]
