from django.urls import path

from intake import plan_views

urlpatterns = [
    path("plans/<slug:slug>/copy/", plan_views.copy, name="plan-copy"),
    path("plans/read/", plan_views.desk, name="plan-reading-desk"),
    path("plans/read/<int:pk>/", plan_views.reading, name="plan-reading"),
    path("plans/read/<int:pk>/drop/", plan_views.drop, name="plan-reading-drop"),
    path("plans/read/<int:pk>/undo/", plan_views.undo, name="plan-reading-undo"),
    path(
        "plans/read/<int:pk>/confirm/", plan_views.confirm, name="plan-reading-confirm"
    ),
    path(
        "plans/read/<int:pk>/<slug:section>/",
        plan_views.section,
        name="plan-reading-section",
    ),
]
