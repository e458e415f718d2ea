"""A person who signs in, known by their email address."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users without a username."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Return a new user; without a password nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Return a new user who may do everything, for every authority."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """Return who signs in by a password at this address, however it is capitalised."""
        return self.get(email__iexact=email, signs_in_by_code=False)


class User(AbstractUser):
    """An account. One mailbox may have two: that of a member of staff, and that of a business."""

    username = None  # type: ignore[assignment]  # people sign in with their email address
    email = models.EmailField(_("email address"))
    # Set once, when the account is made: no account changes from one kind to the other.
    signs_in_by_code = models.BooleanField(_("signs in by code"), default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "signs_in_by_code", name="one_user_an_address_and_way_in"
            ),
            models.CheckConstraint(
                condition=Q(signs_in_by_code=False) | Q(is_staff=False, is_superuser=False),
                name="a_code_gives_no_rights",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def validate_constraints(self, exclude=None) -> None:
        """Ask for one account an address in every form, though none shows the way in."""
        super().validate_constraints(exclude=set(exclude or ()) - {"signs_in_by_code"})
