"""`manage.py update_authorities`: what a new version of the project gives to authorities."""

from django.core.management.base import BaseCommand

from authorities.creation import update_authority
from authorities.models import AuthoritySettings


class Command(BaseCommand):
    help = "Gives every authority what was added since it was started. Safe to repeat."

    def handle(self, *args, **options) -> None:
        """Update each authority and say so."""
        for settings in AuthoritySettings.objects.select_related("site").order_by("name"):
            update_authority(settings.site)
            self.stdout.write(f"{settings.name} is up to date.")
