"""Who may answer: somebody who works on applications, and took no part in the decision."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from applications.models import (
    AgreedScore,
    Application,
    Assignment,
    Decision,
    Release,
    RuleCheck,
)
from applications.workflow.permissions import MOVERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused


def who_took_part(application: Application) -> QuerySet[User]:
    """Return who screened, scored, agreed on, decided or released anything of the application."""
    about = {"application": application}
    scored = Assignment.objects.filter(**about).values("assessor__email")
    took_part = (
        Q(pk__in=Decision.objects.filter(**about, actor__isnull=False).values("actor"))
        | Q(pk__in=RuleCheck.objects.filter(**about).values("actor"))
        | Q(pk__in=AgreedScore.objects.filter(**about).values("actor"))
        | Q(pk__in=Release.objects.filter(letters__application=application).values("actor"))
        | Q(email__in=scored)
    )
    return User.objects.filter(took_part)


def who_may_answer(application: Application) -> QuerySet[User]:
    """Return the authority's people who may answer about this application."""
    return (
        User.objects.filter(
            is_active=True,
            groups__authority_group__authority=application.authority,
            groups__authority_group__role__in=MOVERS,
        )
        .exclude(pk__in=who_took_part(application).values("pk"))
        .distinct()
        .order_by("last_name", "first_name", "email")
    )


def may_answer(user: User, application: Application) -> Verdict:
    """Return whether the person may answer a question or a complaint about the application."""
    if not may_act_as(user, application.authority, *MOVERS):
        return refused(_("Only moderators and programme managers answer."))
    if who_took_part(application).filter(pk=user.pk).exists():
        return refused(
            _(
                "You took part in this decision: you screened, scored, decided or released it. "
                "Somebody who did not has to answer."
            )
        )
    return ALLOWED
