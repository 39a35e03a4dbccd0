from django.urls import path

from plans import (
    calendar_views,
    document_views,
    graph_views,
    ranking_views,
    task_views,
    views,
)

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("plans/<slug:slug>/graph/", graph_views.graph, name="plan-graph"),
    path("plans/<slug:slug>/attach/", graph_views.attach, name="plan-attach"),
    path("plans/<slug:slug>/papers/<int:pk>/", graph_views.paper, name="plan-paper"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/schemes/new/", calendar_views.scheme, name="scheme-new"),
    path("calendar/schemes/<int:pk>/", calendar_views.scheme, name="scheme"),
    path("calendar/rules/new/", calendar_views.rule, name="rule-new"),
    path("calendar/rules/<int:pk>/", calendar_views.rule, name="rule"),
    path("calendar/rules/<int:pk>/end/", calendar_views.end_rule, name="rule-end"),
    path("calendar/holidays/new/", calendar_views.holidays, name="holiday-new"),
    path("calendar/holidays/<int:pk>/", calendar_views.holiday, name="holiday"),
    path(
        "calendar/holidays/<int:pk>/delete/",
        calendar_views.delete_holiday,
        name="holiday-delete",
    ),
    path("plans/<slug:slug>/scheme/", calendar_views.plan_scheme, name="plan-scheme"),
    path("plans/<slug:slug>/ranking/", ranking_views.ranking, name="ranking"),
    path("rounds/<int:pk>/due/", calendar_views.round_due, name="round-due"),
    path("documents/", document_views.register, name="documents"),
    path("documents/<slug:slug>/", document_views.document, name="document"),
    path(
        "documents/<slug:slug>/attach/",
        document_views.attach,
        name="document-attach",
    ),
    path(
        "documents/<slug:slug>/papers/<int:pk>/",
        document_views.paper,
        name="document-paper",
    ),
    path("tasks/", task_views.board, name="tasks"),
    path("tasks/<int:pk>/", task_views.duty, name="task-duty"),
    path("tasks/<int:pk>/report/", task_views.report, name="task-report"),
    path("tasks/<int:pk>/decide/", task_views.decide, name="task-decide"),
    path("tasks/<int:pk>/extend/", task_views.extend, name="task-extend"),
    path("tasks/<int:pk>/file/", task_views.product, name="task-file"),
]
