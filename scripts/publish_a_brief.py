"""Publish a brief, for `make test-deploy`: `manage.py shell -c` runs this."""

from datetime import timedelta

from django.utils import timezone

from challenges.models import ChallengeListingPage, ChallengePage

now = timezone.now()
page = ChallengePage(
    title="A brief",
    slug="a-brief",
    question="How might we notice damp early?",
    summary="By the time a tenant reports mould, a wall may have been wet for months.",
    end_users="<p>Tenants.</p>",
    success_measures="<p>Fewer walls are damp.</p>",
    contact_name="Healthy homes team",
    contact_email="homes@example.org",
    opens_at=now - timedelta(days=1),
    closes_at=now + timedelta(days=14),
    live=False,
)
if not ChallengePage.objects.filter(slug=page.slug).exists():
    ChallengeListingPage.objects.first().add_child(instance=page)  # type: ignore[union-attr]
    page.save_revision().publish()
