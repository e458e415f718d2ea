"""The addresses of this room in the admin."""

from django.urls import URLPattern, path

from applications.assessment.admin_views import application, comparison, desk

urlpatterns: list[URLPattern] = [
    path("<int:page_pk>/", desk.desk, name="assessment_desk"),
    path("<int:page_pk>/comparison/", comparison.comparison, name="assessment_comparison"),
    path("<int:page_pk>/invite/", desk.invite, name="assessment_invite"),
    path("<int:page_pk>/assessors/<int:pk>/extend/", desk.extend, name="assessment_extend"),
    path("<int:page_pk>/assessors/<int:pk>/remove/", desk.remove, name="assessment_remove"),
    path("<int:page_pk>/assign/", desk.assign, name="assessment_assign"),
    path("<int:page_pk>/spread/", desk.spread, name="assessment_spread"),
    path("<int:page_pk>/conflict/", desk.record_conflict, name="assessment_conflict"),
    path(
        "<int:page_pk>/assessors/<int:pk>/conflicts/<int:application_pk>/lift/",
        desk.lift_conflict,
        name="assessment_lift",
    ),
    path("<int:page_pk>/close/", desk.close, name="assessment_close"),
    path("<int:page_pk>/reopen/", desk.reopen, name="assessment_reopen"),
    path(
        "applications/<int:pk>/assignments/<int:assignment_pk>/take-back/",
        application.take_back,
        name="assessment_take_back",
    ),
    path(
        "applications/<int:pk>/assignments/<int:assignment_pk>/return/",
        application.return_scores,
        name="assessment_return",
    ),
    path(
        "applications/<int:pk>/criteria/<int:criterion>/leave-out/",
        application.not_applicable,
        name="assessment_not_applicable",
    ),
    path(
        "applications/<int:pk>/criteria/<int:criterion>/take-in/",
        application.applicable,
        name="assessment_applicable",
    ),
    path(
        "applications/<int:pk>/criteria/<int:criterion>/agree/",
        application.agree,
        name="assessment_agree",
    ),
    path(
        "applications/<int:pk>/files/<int:file_pk>/",
        application.show_file,
        name="assessment_show_file",
    ),
    path("applications/<int:pk>/pitch/", application.pitch, name="assessment_pitch"),
    path(
        "applications/<int:pk>/pitch/cancel/",
        application.cancel_pitch,
        name="assessment_pitch_cancel",
    ),
    path("applications/<int:pk>/pitch/went/", application.pitch_went, name="assessment_pitch_went"),
]
