"""`manage.py invite ADDRESS --authority SLUG --role administrator`: an authority's first people."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from wagtail.models import Site

from authorities.models import Role
from authorities.people.acts import Act, PeopleRefused
from authorities.people.invitations import Invited, invite


class Command(BaseCommand):
    help = "Mails somebody a link by which they set a password of their own and take roles."

    def add_arguments(self, parser) -> None:
        """Take who, where and as what."""
        parser.add_argument("address", help="the person's own mailbox")
        parser.add_argument("--authority", required=True, help="slug, as for create_authority")
        parser.add_argument(
            "--role",
            required=True,
            action="append",
            choices=Role.values,
            help="can be given several times",
        )
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    def handle(self, *args, **options) -> None:
        """Invite them, and print the link, for whom the mail does not reach."""
        authority = Site.objects.filter(root_page__slug=options["authority"]).first()
        if authority is None:
            raise CommandError("There is no authority with this slug.")
        roles = [Role(role) for role in options["role"]]
        address = options["address"].strip()
        try:
            validate_email(address)
            path = invite(
                Invited(address, options["first_name"], options["last_name"], roles),
                Act(authority, None, "manage.py invite"),
            )
        except (PeopleRefused, ValidationError) as refusal:
            raise CommandError(str(getattr(refusal, "message", refusal))) from refusal
        self.stdout.write(f"{address} is invited to {authority.site_name}. The mail is queued.")
        self.stdout.write("The link works once, for 72 hours. It is not shown again:")
        self.stdout.write(authority.root_url + path)
