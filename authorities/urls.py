"""Addresses that belong to an authority's brand."""

from django.urls import path

from authorities import views
from authorities.sign_in.kept.views import kept_form

urlpatterns = [
    path("brand.css", views.brand_css, name="brand_css"),
    path("brand/<int:key>/admin.css", views.admin_css, name="admin_css"),
    path("account/kept/<str:secret>/", kept_form, name="kept_form"),
]
