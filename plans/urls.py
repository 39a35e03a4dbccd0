from django.urls import path

from plans import views

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("tasks/", views.tasks, name="tasks"),
]
