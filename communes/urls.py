from django.urls import path

from communes.views import desks, grids, papers, register, sheets

urlpatterns = [
    path("communes/", register.index, name="communes"),
    path("communes/export.csv", register.export, name="communes-export"),
    path("communes/entry/", grids.grid, name="commune-grid"),
    path("communes/entry/save/", grids.save, name="commune-grid-save"),
    path("communes/decisions/", desks.decisions, name="commune-decisions"),
    path("communes/decisions/new/", desks.new_decision, name="commune-decision-new"),
    path("communes/decisions/<int:pk>/", desks.decision, name="commune-decision"),
    path("communes/pilots/", desks.pilots, name="commune-pilots"),
    path("communes/<slug:key>/", register.commune, name="commune"),
    path("communes/<slug:key>/sheet/", sheets.new, name="assessment-new"),
    path("assessments/", sheets.desk, name="assessments"),
    path("assessments/<int:pk>/", sheets.sheet, name="assessment"),
    path("assessments/<int:pk>/papers/", papers.add, name="assessment-papers"),
    path("assessments/papers/<int:pk>/", papers.paper, name="assessment-paper"),
    path(
        "assessments/papers/<int:pk>/remove/",
        papers.remove,
        name="assessment-paper-remove",
    ),
    path("assessments/<int:pk>/<slug:step>/", sheets.step, name="assessment-step"),
]
