"""Who publishes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuthoritiesConfig(AppConfig):
    name = "authorities"
    verbose_name = _("Authorities")

    def ready(self) -> None:
        """Give what is owned its form in the admin, and put sign-ins on record."""
        # Models can be imported only now; this holds for each app's `ready`.
        from authorities.forms.admin import OwnedForm
        from authorities.models import Owned
        from authorities.sign_in import signals

        Owned.base_form_class = OwnedForm
        signals.connect()
