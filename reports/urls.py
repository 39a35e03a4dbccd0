from django.urls import path

from reports import views

urlpatterns = [
    path("", views.home_page, name="home"),
    path("overview/", views.overview, name="overview"),
    path("units/<slug:code>/", views.unit, name="unit"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("plans/<slug:slug>/", views.plan, name="plan"),
]
