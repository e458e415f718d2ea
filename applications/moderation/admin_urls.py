"""The addresses of what staff do with one application, or with all that the queue shows."""

from django.urls import URLPattern, path

from applications.moderation.views import assessment
from applications.moderation.views.export import queue_export
from applications.moderation.views.long_work import long_work_file_view, long_work_view

urlpatterns: list[URLPattern] = [
    path("queue/work/<int:pk>/", long_work_view, name="long_work"),
    path("queue/work/<int:pk>/file/", long_work_file_view, name="long_work_file"),
    path("record/export/queue.<str:file_format>", queue_export, name="queue_export"),
    path(
        "assessing/applications/<int:pk>/assignments/<int:assignment_pk>/take-back/",
        assessment.take_back,
        name="assessment_take_back",
    ),
    path(
        "assessing/applications/<int:pk>/assignments/<int:assignment_pk>/return/",
        assessment.return_scores,
        name="assessment_return",
    ),
    path(
        "assessing/applications/<int:pk>/criteria/<int:criterion>/leave-out/",
        assessment.not_applicable,
        name="assessment_not_applicable",
    ),
    path(
        "assessing/applications/<int:pk>/criteria/<int:criterion>/take-in/",
        assessment.applicable,
        name="assessment_applicable",
    ),
    path(
        "assessing/applications/<int:pk>/criteria/<int:criterion>/agree/",
        assessment.agree,
        name="assessment_agree",
    ),
    path(
        "assessing/applications/<int:pk>/files/<int:file_pk>/",
        assessment.show_file,
        name="assessment_show_file",
    ),
    path("assessing/applications/<int:pk>/pitch/", assessment.pitch, name="assessment_pitch"),
    path(
        "assessing/applications/<int:pk>/pitch/cancel/",
        assessment.cancel_pitch,
        name="assessment_pitch_cancel",
    ),
    path(
        "assessing/applications/<int:pk>/pitch/went/",
        assessment.pitch_went,
        name="assessment_pitch_went",
    ),
]
