from django.urls import path

from intake import handout_views as views

urlpatterns = [
    path("import/form/", views.handouts, name="import-form"),
    path("import/form/results/", views.results_form, name="results-form"),
    path("import/form/facts/", views.facts_form, name="facts-form"),
    path("import/form/<str:token>/", views.preview, name="handout-preview"),
    path("import/form/<str:token>/marked/", views.marked, name="handout-marked"),
    path("import/form/<int:pk>/receipt/", views.receipt, name="handout-receipt"),
    path("import/form/<int:pk>/undo/", views.undo, name="handout-undo"),
    path("import/form/<int:pk>/file/", views.file, name="handout-file"),
]
