from django.urls import path

from reports import (
    as_of_views,
    check_views,
    comparison_views,
    desk_urls,
    explain_views,
    line_views,
    reminder_views,
    views,
)
from reports.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    *desk_urls.urlpatterns,
    path("", views.home_page, name="home"),
    path("overview/", views.overview, name="overview"),
    path("units/<slug:code>/", views.unit, name="unit"),
    path("units/<slug:code>/as-of/", as_of_views.unit_as_of, name="unit-as-of"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("indicators/<slug:code>/years/", line_views.line, name="target-line"),
    path("compare/", comparison_views.units, name="compare-units"),
    path("compare/years/", comparison_views.years, name="compare-years"),
    path("explain/", explain_views.explanation, name="explain"),
    path(
        "submissions/<int:round>/reminder/",
        reminder_views.reminder,
        name="reminder",
    ),
    path(
        "submissions/<int:round>/remind/",
        reminder_views.remind_late,
        name="remind",
    ),
    path("checks/", check_views.checks, name="checks"),
    path("plans/<slug:slug>/", views.plan, name="plan"),
]
