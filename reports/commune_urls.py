"""Before the communes' own addresses, where a commune's key would take the word."""

from django.urls import path

from reports import commune_views

urlpatterns = [
    path("communes/overview/", commune_views.overview, name="communes-overview"),
]
