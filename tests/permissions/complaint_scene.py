"""A complaint about what an applicant was told."""

from datetime import timedelta

from django.utils import timezone

from applications.models import Application, Complaint


def complain(application: Application, word: str) -> Complaint:
    """Return one that waits for its answer, the word in its text."""
    return Complaint.objects.create(
        application=application,
        letter=application.letters.exclude(release=None).latest("pk"),
        kind=Complaint.Kind.COMPLAINT,
        text=f"{word} was scored wrongly.",
        due_at=timezone.now() + timedelta(days=9),
    )
