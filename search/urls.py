"""The site search, and what is counted of it."""

from django.urls import path

from challenges.listing.subscriptions.views import save
from challenges.listing.suggestion_views import suggestions
from search import views

urlpatterns = [
    path("", views.site_search, name="site_search"),
    path("suggestions/", suggestions, name="search_suggestions"),
    path("clicked/", views.clicked, name="search_clicked"),
    path("saved/", save, name="save_search"),
]
