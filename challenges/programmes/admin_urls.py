"""The addresses of programmes in the admin."""

from django.urls import path

from challenges.programmes import views
from challenges.programmes.lessons.views import search
from challenges.programmes.report.admin_views import make

urlpatterns = [
    path("", views.index, name="programmes"),
    path("lessons/", search, name="lessons"),
    path("<int:pk>/", views.dashboard, name="programme_dashboard"),
    path("<int:pk>/figures.<str:file_format>", views.export, name="programme_export"),
    path("<int:pk>/report/", make, name="programme_report"),
]
