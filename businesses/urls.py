"""The addresses of people who sign in by a code. allauth's own are not reachable."""

from django.urls import path

from businesses.own_data.views import erase_own, own_copy, own_data, stop_all
from businesses.profile.views import profile, turn_recommendations
from businesses.sign_in.views import enter_code, sign_in, sign_out
from businesses.subscriptions.views import confirm, stop, subscriptions

urlpatterns = [
    path("sign-in/", sign_in, name="business_sign_in"),
    path("sign-in/code/", enter_code, name="business_sign_in_code"),
    path("sign-out/", sign_out, name="business_sign_out"),
    path("profile/", profile, name="business_profile"),
    path("data/", own_data, name="own_data"),
    path("data/copy.json", own_copy, name="own_copy"),
    path("data/stop/", stop_all, name="stop_all_mail"),
    path("data/erase/", erase_own, name="erase_own_data"),
    path("recommendations/", turn_recommendations, name="business_recommendations"),
    path("following/<str:secret>/", subscriptions, name="subscriptions"),
    path("following/<str:secret>/confirm/", confirm, name="subscriptions_confirm"),
    path("following/<str:secret>/stop/", stop, name="subscriptions_stop"),
]
