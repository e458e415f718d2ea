"""From the form on a page to the decision."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("Applications")

    def ready(self) -> None:
        """Give pages what builds their form, and have letters follow decisions."""
        from applications.drafts.forms import QuestionFormBuilder
        from applications.models import TakesApplications
        from applications.release import letters
        from applications.workflow.signals import application_moved

        TakesApplications.form_builder = QuestionFormBuilder
        application_moved.connect(letters.follow, dispatch_uid="letters")
