"""Partners on drafts, and applications that were sent with them."""

import factory
from django.utils import timezone

from applications.drafts.partners.agreement import names_of, partners_of, print_of_names
from applications.drafts.partners.answering import agree
from applications.models import Application, Partner, SentPartner, SentVersion
from applications.submission import submit
from tests.factories.applications import DraftFactory

FACTS = {
    "business_name": "Lee Data Ltd",
    "contact_name": "Lee Wong",
    "email": "lee@example.net",
    "business_size": "small",
    "postcode": "B2 2BB",
    "company_number": "SC123456",
}


class PartnerFactory(factory.django.DjangoModelFactory):
    """A partner of a `draft` that was asked, and has not answered yet."""

    class Meta:
        model = Partner

    asked_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return super()._create(model_class, *args, **(FACTS | kwargs))


def seen_by(draft) -> str:
    """Return what a partner's page sends back of the names that it showed."""
    return print_of_names(names_of(draft, list(partners_of(draft))))


def let_agree(partner: Partner, page, **facts) -> Partner:
    """Let a partner agree as its page does, and return it as it stands."""
    own = {name: value for name, value in partner.details().items() if name != "email"} | facts
    agree(partner, own, seen=seen_by(partner.draft), page=page, now=timezone.now())
    partner.refresh_from_db()
    return partner


def send_together(page, *partners: dict, **fields) -> Application:
    """Return an application that was sent with these partners, all of whom agreed."""
    draft = DraftFactory(page=page, **fields)
    made = [PartnerFactory(draft=draft, **facts) for facts in partners]
    for partner in made:
        let_agree(partner, page)
    return submit.send(draft)


def with_partner(application: Application, word: str) -> SentPartner:
    """Return a partner, every fact of which holds the word, of what a factory wrote as sent."""
    version = SentVersion.objects.create(
        application=application,
        number=application.version,
        details=application.details(),
        answers=application.form_data,
        questions=application.questions,
    )
    return SentPartner.objects.create(
        version=version,
        application=application,
        agreed_at=timezone.now(),
        business_name=f"{word} and Friends Ltd",
        contact_name=f"Bo {word}",
        email=f"bo@{word.lower()}.example",
        business_size="small",
        postcode="B2 2BB",
    )
