"""The applicant's private addresses."""

from django.urls import path

from applications import views

urlpatterns = [
    path("<str:secret>/", views.receipt, name="application_receipt"),
    path("<str:secret>/files/<int:pk>/", views.own_file, name="application_own_file"),
]
