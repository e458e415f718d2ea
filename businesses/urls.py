"""The addresses of people who sign in by a code. allauth's own are not reachable."""

from django.urls import path

from businesses import subscription_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="business_sign_in"),
    path("sign-in/code/", views.enter_code, name="business_sign_in_code"),
    path("sign-out/", views.sign_out, name="business_sign_out"),
    path("profile/", views.profile, name="business_profile"),
    path("recommendations/", views.turn_recommendations, name="business_recommendations"),
    path("following/<str:secret>/", subscription_views.subscriptions, name="subscriptions"),
    path(
        "following/<str:secret>/confirm/", subscription_views.confirm, name="subscriptions_confirm"
    ),
    path("following/<str:secret>/stop/", subscription_views.stop, name="subscriptions_stop"),
]
