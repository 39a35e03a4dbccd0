from django.urls import path

from plans import graph_views, task_views, views

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("plans/<slug:slug>/graph/", graph_views.graph, name="plan-graph"),
    path("plans/<slug:slug>/attach/", graph_views.attach, name="plan-attach"),
    path("plans/<slug:slug>/papers/<int:pk>/", graph_views.paper, name="plan-paper"),
    path("tasks/", task_views.board, name="tasks"),
    path("tasks/<int:pk>/", task_views.duty, name="task-duty"),
    path("tasks/<int:pk>/report/", task_views.report, name="task-report"),
    path("tasks/<int:pk>/decide/", task_views.decide, name="task-decide"),
    path("tasks/<int:pk>/extend/", task_views.extend, name="task-extend"),
    path("tasks/<int:pk>/file/", task_views.product, name="task-file"),
]
