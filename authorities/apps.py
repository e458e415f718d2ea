"""Who publishes."""

import re

from django.apps import AppConfig
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

PLAIN_NAME = re.compile(r"^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*\Z", re.I)


class AuthoritiesConfig(AppConfig):
    name = "authorities"
    verbose_name = _("Authorities")

    def ready(self) -> None:
        """Give what is owned its form, links their dialog; watch sign-ins and files; queue mail."""
        # Models can be imported only now; this holds for each app's `ready`.
        from django.db.models import DateTimeField
        from post_office.signals import email_queued
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.admin.search import SearchArea
        from wagtail.admin.views import chooser
        from wagtail.admin.views.account import AvatarSettingsPanel

        from authorities.forms.admin import OwnedForm
        from authorities.forms.instants import InstantField, InstantWidget
        from authorities.forms.links import AddressView
        from authorities.mail.delivery import queue_deliveries
        from authorities.models import Owned
        from authorities.pages.menus import may_search
        from authorities.sign_in import signals

        Owned.base_form_class = OwnedForm
        register_form_field_override(
            DateTimeField, override={"form_class": InstantField, "widget": InstantWidget}
        )
        # "a b"@example.org may be an address, but no mail gets there. For every field at once.
        validate_email.user_regex = PLAIN_NAME
        SearchArea.is_shown = may_search  # type: ignore[method-assign,assignment]
        # A picture of oneself is a door for files that nobody needs.
        AvatarSettingsPanel.is_active = lambda panel: False  # type: ignore[method-assign]
        # Wagtail's addresses are made of the names in this module once all apps are ready.
        chooser.ExternalLinkView = AddressView  # type: ignore[misc]
        signals.connect()
        email_queued.connect(queue_deliveries, dispatch_uid="queue_deliveries")
