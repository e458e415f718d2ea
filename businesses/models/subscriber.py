"""An address that an authority may write to about what is new."""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


def new_secret() -> str:
    """Return an address nobody can guess: 43 letters and digits."""
    return get_random_string(43)


class Subscriber(models.Model):
    """Somebody who asked one authority for mail, and confirmed it by a link in one.

    What they asked for stands in the apps that know it. `seen_at` is when they last pressed a
    button on a page of theirs: after a long silence the subscription ends.
    """

    authority = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("email address"))
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            models.UniqueConstraint("authority", Lower("email"), name="one_subscriber_an_address"),
        ]

    def __str__(self) -> str:
        return self.email

    def address(self, name: str) -> str:
        """Return the full address of one of the subscriber's own pages."""
        return self.authority.root_url + reverse(name, args=[self.secret])
