"""What the queue's search looks into: one text for each application."""

from typing import Any

from applications.models import Application


def search_text_of(application: Application) -> str:
    """Return everything that staff may search for, in one text; a file's answer is its name."""
    details = application.details()
    parts = [
        application.reference,
        *(details[name] for name in ("business_name", "contact_name", "email", "postcode")),
        details["company_number"],
        *(text for answer in application.form_data.values() for text in _texts(answer)),
        *_of_partners(application),
    ]
    return "\n".join(part for part in parts if part)


def refresh_search_text(application: Application) -> None:
    """Write the text anew, after answers have changed."""
    application.search_text = search_text_of(application)
    Application.objects.filter(pk=application.pk).update(search_text=application.search_text)


def _of_partners(application: Application) -> list[str]:
    """Return who the partners are; none of what was never sent."""
    if application.pk is None:
        return []
    rows = application.partners.values_list(
        "business_name", "contact_name", "email", "postcode", "company_number"
    )
    return [text for row in rows for text in row]


def _texts(answer: Any) -> list[str]:
    if isinstance(answer, list):
        return [str(one) for one in answer]
    return [] if answer is None else [str(answer)]
