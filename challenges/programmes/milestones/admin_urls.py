"""The addresses of this room in the admin."""

from django.urls import path

from challenges.programmes.milestones import admin_views

urlpatterns = [
    path("<int:pk>/", admin_views.track, name="track"),
    path("<int:pk>/answers/<int:answer>/", admin_views.publish, name="track_publish"),
]
