"""The addresses of who is invited, and of who signs up."""

from django.urls import path

from challenges.programmes.sessions import views

urlpatterns = [
    path("<int:pk>/", views.public, name="session_public"),
    path("<str:secret>/", views.answer, name="session_answer"),
    path("<str:secret>/files/<int:pk>/", views.session_file, name="session_file"),
    path("<str:secret>/session.ics", views.calendar_entry, name="session_calendar"),
]
