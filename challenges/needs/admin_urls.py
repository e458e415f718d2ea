"""The addresses of this room in the admin."""

from django.urls import path

from challenges.needs import admin_views

urlpatterns = [
    path("", admin_views.index, name="needs"),
    path("find/", admin_views.find, name="needs_find"),
    # Whose challenge it is stands in the query: it is another authority's.
    path("new/", admin_views.new, name="need_new"),
    path("<int:pk>/", admin_views.one, name="need"),
    path("outcome/<int:pk>/", admin_views.outcome, name="need_outcome"),
]
