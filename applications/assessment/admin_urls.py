"""The addresses of a page's assessment in the admin."""

from django.urls import URLPattern, path

from applications.assessment.admin_views import comparison, overview, remove

urlpatterns: list[URLPattern] = [
    path("<int:page_pk>/", overview.assessment_overview, name="assessment_overview"),
    path("<int:page_pk>/comparison/", comparison.comparison, name="assessment_comparison"),
    path("<int:page_pk>/invite/", overview.invite, name="assessment_invite"),
    path("<int:page_pk>/invite-pool/", overview.invite_pool, name="assessment_invite_pool"),
    path("<int:page_pk>/assessors/<int:pk>/extend/", overview.extend, name="assessment_extend"),
    path("<int:page_pk>/assessors/<int:pk>/remove/", remove.remove, name="assessment_remove"),
    path("<int:page_pk>/assign/", overview.assign, name="assessment_assign"),
    path("<int:page_pk>/allocate/", overview.allocate, name="assessment_allocate"),
    path("<int:page_pk>/conflict/", overview.record_conflict, name="assessment_conflict"),
    path(
        "<int:page_pk>/assessors/<int:pk>/conflicts/<int:application_pk>/lift/",
        overview.lift_conflict,
        name="assessment_lift",
    ),
    path("<int:page_pk>/close/", overview.close, name="assessment_close"),
    path("<int:page_pk>/reopen/", overview.reopen, name="assessment_reopen"),
]
