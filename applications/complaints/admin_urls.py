"""The addresses of this room in the admin."""

from django.urls import URLPattern, path

from applications.complaints import views

urlpatterns: list[URLPattern] = [
    path("", views.complaints_view, name="complaints"),
    path("<int:pk>/", views.complaint_view, name="complaint"),
]
