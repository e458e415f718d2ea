"""`manage.py load_demo`: the demonstration programme."""

import secrets

from django.core.management.base import BaseCommand, CommandError

from marketplace.demo.loading import DemonstrationRefused, load
from marketplace.env import env


class Command(BaseCommand):
    help = "Loads the demonstration: two authorities, two programmes, people. Safe to repeat."

    def add_arguments(self, parser) -> None:
        """Take the port that the addresses name."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, **options) -> None:
        """Load it, and print addresses and accounts."""
        password = env.str("DEMO_PASSWORD", default="") or secrets.token_urlsafe(9)
        try:
            demonstration = load(port=options["port"], password=password)
        except DemonstrationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        main, second = demonstration.sites.values()
        width = max(len(address) for address, _role in demonstration.people)
        self.stdout.write(f"\nSite               {main.root_url}/")
        self.stdout.write(f"Second authority   {second.root_url}/")
        self.stdout.write(f"Admin              {main.root_url}/admin/")
        self.stdout.write(f"Mail that was sent {main.root_url}/mail/\n\nDemonstration accounts")
        for address, role in demonstration.people:
            self.stdout.write(f"  {address:<{width}}  {role}")
        self.stdout.write(f"\nTheir password     {demonstration.password}\n")
