"""Drafts and applications."""

import factory

from applications.models import Application, Draft
from applications.models.reference import new_reference
from applications.models.search_text import search_text_of
from applications.models.status import Status
from authorities.scope import authority_of


def questions_of(page) -> list[dict]:
    """Return the page's questions as a draft or an application keeps them."""
    return [
        {"name": question.clean_name, "label": question.label, "kind": question.field_type}
        for question in page.specific.get_form_fields()
    ]


class DraftFactory(factory.django.DjangoModelFactory):
    """A draft for a `page`, filled in right, unless `typed` says otherwise."""

    class Meta:
        model = Draft

    authority = factory.LazyAttribute(lambda made: authority_of(made.page))
    reference = factory.LazyFunction(lambda: new_reference("BCC"))
    email = factory.Sequence(lambda number: f"writer{number}@example.com")
    link_email = factory.SelfAttribute("email")
    version = 1
    questions = factory.LazyAttribute(lambda made: questions_of(made.page))

    @factory.lazy_attribute
    def typed(self):
        return {
            "business_name": ["Drywall Labs"],
            "contact_name": ["Ada Okafor"],
            "email": [self.email],
            "business_size": ["micro"],
            "postcode": ["B1 1BB"],
            "company_number": [""],
        } | {question["name"]: ["We listen to the wall."] for question in self.questions}

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        page = kwargs.pop("page")
        return super()._create(model_class, *args, page_id=page.pk, **kwargs)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An application that was sent for a `page`; its status is written as if decided before."""

    class Meta:
        model = Application

    authority = factory.LazyAttribute(lambda made: authority_of(made.page))
    reference = factory.LazyFunction(lambda: new_reference("BCC"))
    business_name = factory.Sequence(lambda number: f"Business {number}")
    contact_name = "Ada Okafor"
    email = factory.Sequence(lambda number: f"applicant{number}@example.com")
    business_size = "micro"
    postcode = "B1 1BB"
    status = Status.SUBMITTED
    questions = factory.LazyAttribute(lambda made: questions_of(made.page))
    draft = factory.SubFactory(
        DraftFactory,
        page=factory.SelfAttribute("..page"),
        reference=factory.SelfAttribute("..reference"),
        email=factory.SelfAttribute("..email"),
    )

    @factory.lazy_attribute
    def form_data(self):
        return {question["name"]: "We listen to the wall." for question in self.questions}

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        page = kwargs.pop("page")
        made = model_class(*args, page_id=page.pk, **kwargs)
        made.search_text = search_text_of(made)
        made.save()
        return made
