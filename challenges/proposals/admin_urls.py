"""The addresses of this room in the admin."""

from django.urls import path

from challenges.proposals import admin_views

urlpatterns = [
    path("", admin_views.index, name="proposal_queue"),
    path("<int:pk>/", admin_views.one, name="proposal_decide"),
]
