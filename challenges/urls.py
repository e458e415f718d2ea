"""Addresses below a page that are no pages themselves."""

from django.urls import re_path

from challenges.feeds import UpdatesFeed

urlpatterns = [
    re_path(r"^(?P<path>(?:[\w-]+/)+)updates\.atom$", UpdatesFeed(), name="challenge_updates"),
]
