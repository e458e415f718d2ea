"""The addresses of this room outside the admin."""

from django.urls import URLPattern, path

from applications.record.assessor_pack import assessor_pack

urlpatterns: list[URLPattern] = [
    path("<str:secret>/pack.zip", assessor_pack, name="assessor_pack"),
]
