"""Addresses that are no pages themselves: below a page, and below the search."""

from django.urls import include, path, re_path

from challenges.brief.feeds import UpdatesFeed
from challenges.listing.feeds import ListingFeed, calendar
from challenges.listing.subscriptions.views import save
from challenges.listing.suggestion_views import suggestions

urlpatterns = [
    path("proposals/", include("challenges.proposals.urls")),
    path("", include("challenges.open_data.urls")),
    path("sessions/", include("challenges.programmes.sessions.urls")),
    path("outcomes/", include("challenges.programmes.milestones.urls")),
    path("reports/", include("challenges.programmes.report.urls")),
    path("search/suggestions/", suggestions, name="search_suggestions"),
    path("search/saved/", save, name="save_search"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)updates\.atom$", UpdatesFeed(), name="challenge_updates"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)feed\.atom$", ListingFeed(), name="challenge_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)calendar\.ics$", calendar, name="challenge_calendar"),
]
