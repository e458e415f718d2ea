"""Who publishes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuthoritiesConfig(AppConfig):
    name = "authorities"
    verbose_name = _("Authorities")

    def ready(self) -> None:
        """Give what is owned its form in the admin, and links their dialog."""
        # Models can be imported only now; this holds for each app's `ready`.
        from wagtail.admin.views import chooser

        from authorities.forms.admin import OwnedForm
        from authorities.forms.links import AddressView
        from authorities.models import Owned

        Owned.base_form_class = OwnedForm
        # Wagtail's addresses are made of the names in this module once all apps are ready.
        chooser.ExternalLinkView = AddressView  # type: ignore[misc]
