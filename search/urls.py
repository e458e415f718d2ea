"""The site search."""

from django.urls import path

from search import views

urlpatterns = [
    path("", views.site_search, name="site_search"),
    path("suggestions/", views.suggestions, name="search_suggestions"),
    path("saved/", views.save, name="save_search"),
]
