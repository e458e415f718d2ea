"""What is known of a business: the fixed answers of every application."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.company_number import validate_company_number


class Size(models.TextChoices):
    """The sizes of the European Commission's recommendation 2003/361/EC, by people employed."""

    MICRO = "micro", _("Micro: fewer than 10 people")
    SMALL = "small", _("Small: 10 to 49 people")
    MEDIUM = "medium", _("Medium: 50 to 249 people")


class BusinessDetails(models.Model):
    """The business and its contact, as they stood when an application was sent."""

    business_name = models.CharField(_("business name"), max_length=160)
    contact_name = models.CharField(_("your name"), max_length=120)
    email = models.EmailField(_("email address"))
    business_size = models.CharField(_("size of your business"), max_length=10, choices=Size)
    postcode = models.CharField(_("postcode"), max_length=10)
    company_number = models.CharField(
        _("company number"),
        max_length=8,
        blank=True,
        validators=[validate_company_number],
    )
    consented_at = models.DateTimeField(_("agreed to be contacted"), null=True)

    class Meta:
        abstract = True


def longest(name: str) -> int:
    """Return how many characters the column of a detail takes."""
    return BusinessDetails._meta.get_field(name).max_length  # type: ignore[return-value,union-attr]
