"""The front page, content pages and navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        """Give the front page what it shows, the editor its form, and the API its pages."""
        from authorities.forms.admin import AuthorityPageForm
        from challenges.open_data.api.description import api
        from home.content_routes import router
        from home.models import ContentPage, HomePage
        from home.presentation import home_context

        HomePage.base_form_class = ContentPage.base_form_class = AuthorityPageForm
        HomePage.served_by(context=home_context)
        api.add_router("/pages", router)
