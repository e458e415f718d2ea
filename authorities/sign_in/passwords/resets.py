"""A new password for who has forgotten theirs, by a link in a mail."""

from collections.abc import Callable

import structlog
from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin.views.account import PasswordResetConfirmView
from wagtail.models import Site

from authorities.forms.public import bound_data
from authorities.http.rate_limit import RateLimit, client_address
from authorities.mail.strangers import stranger_may_write
from authorities.models import SecurityEvent, User
from authorities.scope import public_authority
from authorities.sign_in import mails
from authorities.sign_in.events import record_event
from authorities.sign_in.limits import forget_guesses
from authorities.sign_in.sessions import end_sessions

NETWORK = RateLimit("password_reset_network", times=20, seconds=3600)

log = structlog.get_logger(__name__)


class ResetForm(forms.Form):
    """Whose password it is."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Enter your email address."),
            "invalid": gettext_lazy("Enter an email address like name@example.com."),
        },
    )


class AnsweredFirst(HttpResponseRedirect):
    """An answer that takes as long whatever is done about it: that is done once it is sent."""

    def __init__(self, to: str, *, then: Callable[[], None]) -> None:
        super().__init__(to)
        self.then = then

    def close(self) -> None:
        """Do what is left to do; nobody waits for it."""
        try:
            self.then()
        except Exception:
            log.exception("password_reset_failed")
        super().close()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address, and answer alike whether somebody has it, or had mails enough today."""
    site = public_authority(request)
    form = ResetForm(bound_data(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if NETWORK.is_hit(client_address(request)):
            form.add_error(None, _("Too many passwords were asked for here. Wait an hour."))
            status = 429
        else:
            email = form.cleaned_data["email"].lower()
            return AnsweredFirst(
                reverse("wagtailadmin_password_reset_done"),
                then=lambda: _mail_link(request, email, site),
            )
    return render(request, "authorities/sign_in/reset.html", {"form": form}, status=status)


class NewPasswordView(PasswordResetConfirmView):
    """Sets the new password, once; the second factor stays as it is."""

    template_name = "authorities/sign_in/new_password.html"
    success_url = reverse_lazy("wagtailadmin_login")
    form_class = SetPasswordForm

    def get_user(self, uidb64: str) -> User | None:
        """Return whose link it is, if they may still come in by a password."""
        user = super().get_user(uidb64)
        return user if user and user.is_active and not user.signs_in_by_code else None

    def get_form(self, form_class=None):
        """Return the form, which tells the strength of what is typed."""
        form = super().get_form(form_class)
        form.fields["new_password1"].widget.attrs["data-password-strength"] = ""
        form.fields["new_password1"].help_text = ""
        return form

    def form_valid(self, form) -> HttpResponse:
        """Keep the password, end every session, and tell the person."""
        response = super().form_valid(form)
        password_changed(self.request, self.user, by=None)
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return response


def password_changed(
    request: HttpRequest, user: User, *, by: User | None, but: str | None = None
) -> None:
    """End the person's other sessions, forget wrong guesses, and let everybody concerned know."""
    end_sessions(user, but=but)
    forget_guesses(user)
    record_event(SecurityEvent.Kind.PASSWORD_CHANGED, request, person=user, actor=by)
    mails.queue_password_changed(user)


def reset_path(user: User) -> str:
    """Return the path at which the person sets a new password, once, for 72 hours."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("wagtailadmin_password_reset_confirm", args=[uid, token])


def _mail_link(request: HttpRequest, email: str, site: Site) -> None:
    people = User.objects.filter(email__iexact=email, signs_in_by_code=False, is_active=True)
    person = people.first()
    record_event(SecurityEvent.Kind.RESET_ASKED, request, person=person)
    if person is None or not person.has_usable_password():
        return
    may_come_in = person.has_perm("wagtailadmin.access_admin")
    if may_come_in and stranger_may_write(client_address(request), email):
        mails.queue_password_reset(person, site, reset_path(person))
