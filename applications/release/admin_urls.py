"""The addresses of this room in the admin."""

from django.urls import URLPattern, path

from applications.release import (
    feedback_views,
    letter_views,
    procurement_views,
    reserve_views,
    views,
)

urlpatterns: list[URLPattern] = [
    path("<int:page_pk>/", views.release_overview, name="release_overview"),
    path("<int:page_pk>/stop/<int:pk>/", views.stop_view, name="release_stop"),
    path("<int:page_pk>/feedback/", feedback_views.feedback_view, name="release_feedback"),
    path("letters/<int:pk>/", letter_views.letter_view, name="decision_letter"),
    path("reserve/<int:pk>/up/", reserve_views.move_up_view, name="reserve_up"),
    path("reserve/<int:pk>/match/", reserve_views.match_next_view, name="reserve_match"),
    path("procurement/<int:pk>/", procurement_views.procurement_view, name="procurement"),
]
