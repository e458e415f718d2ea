"""The addresses of reports."""

from django.urls import path

from challenges.programmes.report import views

urlpatterns = [
    path("<str:secret>/", views.report, name="report"),
    path("<str:secret>/report.<str:file_format>", views.download, name="report_file"),
]
