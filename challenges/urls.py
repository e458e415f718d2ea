"""Addresses below a page that are no pages themselves."""

from django.urls import re_path

from challenges.brief.feeds import UpdatesFeed
from challenges.listing.feeds import ListingFeed, calendar

urlpatterns = [
    re_path(r"^(?P<path>(?:[\w-]+/)+)updates\.atom$", UpdatesFeed(), name="challenge_updates"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)feed\.atom$", ListingFeed(), name="challenge_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)calendar\.ics$", calendar, name="challenge_calendar"),
]
