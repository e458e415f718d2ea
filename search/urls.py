"""What a results page reports back."""

from django.urls import path

from search.insights.views import clicked

urlpatterns = [path("clicked/", clicked, name="search_clicked")]
