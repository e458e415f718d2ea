"""The addresses of this room in the admin."""

from django.urls import URLPattern, path

from applications.assessment.admin_views import comparison, overview
from applications.moderation.views import assessment

urlpatterns: list[URLPattern] = [
    path("<int:page_pk>/", overview.desk, name="assessment_desk"),
    path("<int:page_pk>/comparison/", comparison.comparison, name="assessment_comparison"),
    path("<int:page_pk>/invite/", overview.invite, name="assessment_invite"),
    path("<int:page_pk>/assessors/<int:pk>/extend/", overview.extend, name="assessment_extend"),
    path("<int:page_pk>/assessors/<int:pk>/remove/", overview.remove, name="assessment_remove"),
    path("<int:page_pk>/assign/", overview.assign, name="assessment_assign"),
    path("<int:page_pk>/spread/", overview.spread, name="assessment_spread"),
    path("<int:page_pk>/conflict/", overview.record_conflict, name="assessment_conflict"),
    path(
        "<int:page_pk>/assessors/<int:pk>/conflicts/<int:application_pk>/lift/",
        overview.lift_conflict,
        name="assessment_lift",
    ),
    path("<int:page_pk>/close/", overview.close, name="assessment_close"),
    path("<int:page_pk>/reopen/", overview.reopen, name="assessment_reopen"),
    path(
        "applications/<int:pk>/assignments/<int:assignment_pk>/take-back/",
        assessment.take_back,
        name="assessment_take_back",
    ),
    path(
        "applications/<int:pk>/assignments/<int:assignment_pk>/return/",
        assessment.return_scores,
        name="assessment_return",
    ),
    path(
        "applications/<int:pk>/criteria/<int:criterion>/leave-out/",
        assessment.not_applicable,
        name="assessment_not_applicable",
    ),
    path(
        "applications/<int:pk>/criteria/<int:criterion>/take-in/",
        assessment.applicable,
        name="assessment_applicable",
    ),
    path(
        "applications/<int:pk>/criteria/<int:criterion>/agree/",
        assessment.agree,
        name="assessment_agree",
    ),
    path(
        "applications/<int:pk>/files/<int:file_pk>/",
        assessment.show_file,
        name="assessment_show_file",
    ),
    path("applications/<int:pk>/pitch/", assessment.pitch, name="assessment_pitch"),
    path(
        "applications/<int:pk>/pitch/cancel/",
        assessment.cancel_pitch,
        name="assessment_pitch_cancel",
    ),
    path("applications/<int:pk>/pitch/went/", assessment.pitch_went, name="assessment_pitch_went"),
]
