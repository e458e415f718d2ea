"""The rows of a brief: questions of its form, eligibility rules, criteria."""

from django.db import models
from modelcluster.fields import ParentalKey

from applications.models import Criterion, EligibilityRule, Question


class ChallengeQuestion(Question):
    """A question on a challenge's application form."""

    page = ParentalKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="questions"
    )


class ChallengeRule(EligibilityRule):
    """Something that a moderator checks of each application to a challenge."""

    page = ParentalKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="eligibility_rules"
    )


class ChallengeCriterion(Criterion):
    """What applications to a challenge are assessed by."""

    page = ParentalKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="criteria"
    )
