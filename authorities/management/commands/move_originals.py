"""`manage.py move_originals`: out of the public folder with documents and original pictures."""

from django.core.management.base import BaseCommand

from authorities.library.moving import move_originals


class Command(BaseCommand):
    help = "Moves documents and original pictures out of MEDIA_ROOT. Running it twice is safe."

    def handle(self, *args, **options) -> None:
        """Move what an older version kept in the public folder, and say how many."""
        self.stdout.write(f"Moved {move_originals()} files.")
