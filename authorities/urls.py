"""Addresses that belong to an authority's brand."""

from django.urls import path

from authorities import views

urlpatterns = [path("brand.css", views.brand_css, name="brand_css")]
