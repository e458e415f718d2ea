"""The addresses of this room in the admin."""

from django.urls import path

from challenges.programmes.sessions import admin_views

urlpatterns = [path("<int:pk>/", admin_views.run, name="session_run")]
