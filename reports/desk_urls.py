from django.urls import path

from reports import desk_views as views

urlpatterns = [
    path("reports/", views.desk, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/issue/", views.issue, name="issue-report"),
    path("reports/<int:pk>/<slug:form>/", views.download, name="report-file"),
]
