"""`manage.py reset_second_factor ADDRESS`: for the last administrator who lost their phone."""

from django.core.management.base import BaseCommand, CommandError

from authorities.models import User
from authorities.sign_in.second_factor.enrolment import reset_second_factor


class Command(BaseCommand):
    help = "Lets a member of staff set up their second factor anew at the next sign-in."

    def add_arguments(self, parser) -> None:
        """Take the address."""
        parser.add_argument("address", help="with which they sign in")

    def handle(self, *args, **options) -> None:
        """Remove the factor, end the sessions, and say what was there."""
        try:
            person = User.objects.get_by_natural_key(options["address"])
        except User.DoesNotExist as error:
            raise CommandError("No member of staff signs in with this address.") from error
        had = reset_second_factor(person, reason="manage.py reset_second_factor")
        what = "is removed" if had else "was not set up"
        self.stdout.write(
            f"The second factor of {person.email} {what}; their sessions are ended. They have "
            "been told by email, and set it up anew when they sign in."
        )
