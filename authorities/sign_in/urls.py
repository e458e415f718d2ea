"""Where staff sign in. Before Wagtail's own addresses, whose names these take."""

from django.urls import path
from wagtail.admin.views.account import PasswordResetDoneView

from authorities.sign_in import door
from authorities.sign_in.passwords import resets, strength
from authorities.sign_in.second_factor import views as second_factor

urlpatterns = [
    path("login/", door.sign_in, name="wagtailadmin_login"),
    path("login/again/", door.start_again, name="sign_in_again"),
    path("password_reset/", resets.ask, name="wagtailadmin_password_reset"),
    path(
        "password_reset/done/",
        PasswordResetDoneView.as_view(template_name="authorities/sign_in/reset_done.html"),
        name="wagtailadmin_password_reset_done",
    ),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        resets.NewPasswordView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("password-strength/", strength.strength, name="password_strength"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/set-up/", second_factor.set_up, name="second_factor_set_up"),
    path("second-factor/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
]
