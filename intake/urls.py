from django.urls import include, path

from intake import job_views, list_views, views

urlpatterns = [
    path("", include("intake.plan_urls")),
    path("", include("intake.handout_urls")),
    path("import/", views.desk, name="import"),
    path("import/units/", list_views.units, name="import-units"),
    path("import/units/<str:token>/", list_views.preview, name="import-list"),
    path("import/units/<int:pk>/undo/", list_views.undo, name="import-list-undo"),
    path("import/job/<str:token>/", job_views.job, name="import-job"),
    path("import/confirm/", views.confirm, name="import-confirm"),
    path("import/preview/<str:token>/", views.preview, name="import-preview"),
    path("import/marked/<str:token>/", views.marked, name="import-marked"),
    path("import/columns/<str:token>/", views.columns, name="import-columns"),
    path("import/table/<str:token>/", views.table, name="import-table"),
    path("import/aliases/<str:token>/", views.aliases, name="import-aliases"),
    path("import/template/<slug:slug>/", views.template, name="import-template"),
    path("import/receipt/<int:pk>/", views.receipt, name="import-receipt"),
    path("import/receipt/<int:pk>/undo/", views.undo, name="import-undo"),
    path("import/file/<int:pk>/", views.file, name="import-file"),
    path("import/<slug:kind>/", views.upload, name="import-upload"),
]
