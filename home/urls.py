"""The page that searches everything."""

from django.urls import path

from home.search.views import site_search

urlpatterns = [path("", site_search, name="site_search")]
