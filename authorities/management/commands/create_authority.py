"""`manage.py create_authority`: a new authority's marketplace in one step."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from authorities.creation import NewAuthority, start_authority


class Command(BaseCommand):
    help = "Makes an authority's site, pages, groups, collection and workflow. Safe to repeat."

    def add_arguments(self, parser) -> None:
        """Take what one must know to start."""
        parser.add_argument("--name", required=True, help="Birmingham City Council")
        parser.add_argument("--slug", required=True, help="birmingham")
        parser.add_argument("--code", required=True, help="BCC; references begin with it")
        parser.add_argument("--hostname", required=True, help="challenges.example.org")
        parser.add_argument("--port", type=int, default=443)
        parser.add_argument("--contact-email", required=True, help="shown to the public")
        parser.add_argument("--sender-email", required=True, help="mail comes from it")

    def handle(self, *args, **options) -> None:
        """Start the authority and say what was done."""
        new = NewAuthority(
            name=options["name"],
            slug=options["slug"],
            short_name=options["code"],
            hostname=options["hostname"],
            port=options["port"],
            contact_email=options["contact_email"],
            sender_email=options["sender_email"],
        )
        try:
            site, made = start_authority(new)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        if made:
            self.stdout.write(f"{new.name} is ready at {site.root_url}.")
            self.stdout.write("Next, its first administrator, who invites everybody else:")
            self.stdout.write(
                f"  python manage.py invite ADDRESS --authority {new.slug} --role administrator"
            )
        else:
            self.stdout.write(f"{new.name} stands already at {site.root_url}; nothing changed.")
