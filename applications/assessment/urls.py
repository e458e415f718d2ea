"""The assessors' addresses, outside the admin."""

from django.urls import URLPattern, path

from applications.assessment.views import declarations, invitation, scoring

urlpatterns: list[URLPattern] = [
    path("", invitation.mine, name="assessing"),
    path("<str:secret>/", invitation.overview, name="assessor"),
    path("<str:secret>/answer/", invitation.answer, name="assessor_answer"),
    path("<str:secret>/interests/", declarations.declare, name="assessor_declare"),
    path("<str:secret>/<uuid:key>/", scoring.application, name="assessor_application"),
    path("<str:secret>/<uuid:key>/give-back/", scoring.give_back, name="assessor_give_back"),
    path("<str:secret>/<uuid:key>/files/<int:pk>/", scoring.file, name="assessor_file"),
]
