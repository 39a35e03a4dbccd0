from django.urls import path

from plans import task_views, views

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("tasks/", task_views.board, name="tasks"),
    path("tasks/<int:pk>/", task_views.duty, name="task-duty"),
    path("tasks/<int:pk>/report/", task_views.report, name="task-report"),
    path("tasks/<int:pk>/decide/", task_views.decide, name="task-decide"),
    path("tasks/<int:pk>/extend/", task_views.extend, name="task-extend"),
    path("tasks/<int:pk>/file/", task_views.product, name="task-file"),
]
