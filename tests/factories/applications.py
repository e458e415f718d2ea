"""Applications."""

import factory

from applications.models import Application
from applications.models.application import new_reference
from applications.status import Status
from authorities.scope import authority_of


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

    @factory.lazy_attribute
    def questions(self):
        return [
            {"name": question.clean_name, "label": question.label, "kind": question.field_type}
            for question in self.page.specific.get_form_fields()
        ]

    @factory.lazy_attribute
    def form_data(self):
        return {question["name"]: "We listen to the wall." for question in self.questions}

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        page = kwargs.pop("page")
        return super()._create(model_class, *args, page_id=page.pk, **kwargs)
