"""What waits for an answer, on the admin's first page."""

from django.http import Http404, HttpRequest
from wagtail.admin.site_summary import SummaryItem

from authorities.permissions import may_act_as
from authorities.scope import staff_authority
from challenges.models import Clarification
from challenges.permissions import ANSWERERS


class QuestionsSummary(SummaryItem):
    """How many questions about briefs wait, with the way to them."""

    order = 60
    template_name = "challenges/brief/questions_summary.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the number."""
        authority = staff_authority(self.request)
        return {"waiting": Clarification.objects.for_authority(authority).waiting().count()}

    def is_shown(self) -> bool:
        """Return whether this person answers questions."""
        try:
            authority = staff_authority(self.request)
        except Http404:
            return False
        return bool(may_act_as(self.request.user, authority, *ANSWERERS))


def add_questions(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put what waits before the counts."""
    items.insert(0, QuestionsSummary(request))
