"""A partner's own addresses."""

from django.urls import path

from applications.portal.partners import own_pages

urlpatterns = [
    path("", own_pages.own_page, name="partner"),
    path("decline/", own_pages.decline_page, name="partner_decline"),
    path("erase/", own_pages.erase_page, name="partner_erase"),
    path("data.json", own_pages.own_data, name="partner_data"),
]
