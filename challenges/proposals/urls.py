"""The addresses of colleagues who propose."""

from django.urls import path

from challenges.proposals import views

urlpatterns = [
    path("", views.index, name="proposals"),
    path("new/", views.new, name="propose"),
    path("similar/", views.similar, name="similar_proposals"),
    path("<int:pk>/", views.one, name="proposal"),
]
