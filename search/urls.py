"""The site search, and what is counted of it."""

from django.urls import path

from search import views

urlpatterns = [
    path("", views.site_search, name="site_search"),
    path("suggestions/", views.suggestions, name="search_suggestions"),
    path("clicked/", views.clicked, name="search_clicked"),
    path("saved/", views.save, name="save_search"),
]
