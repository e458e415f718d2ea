"""The addresses of this room in the admin."""

from django.urls import URLPattern, path

from applications.record import export_views, views

urlpatterns: list[URLPattern] = [
    path("<int:page_pk>/", views.record_view, name="challenge_record"),
    path("<int:page_pk>/observers/", views.observers_view, name="observers"),
    path("<int:page_pk>/scores.csv", export_views.scores_export, name="scores_export"),
    path("<int:page_pk>/panel.zip", export_views.pack_view, name="panel_pack"),
    path("application/<int:pk>/", views.application_record_view, name="application_record"),
]
