"""The address of who is asked what came of it."""

from django.urls import path

from challenges.programmes.milestones import views

urlpatterns = [path("<str:secret>/", views.what_came, name="what_came_of_it")]
