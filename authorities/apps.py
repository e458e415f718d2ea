"""Who publishes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuthoritiesConfig(AppConfig):
    name = "authorities"
    verbose_name = _("Authorities")

    def ready(self) -> None:
        """Give what is owned its form in the admin, and close a door for files."""
        # Models can be imported only now; this holds for each app's `ready`.
        from wagtail.admin.views.account import AvatarSettingsPanel

        from authorities.forms.admin import OwnedForm
        from authorities.models import Owned

        Owned.base_form_class = OwnedForm
        # A picture of oneself is a door for files that nobody needs.
        AvatarSettingsPanel.is_active = lambda panel: False  # type: ignore[method-assign]
