from django.urls import path

from targets import entry_views, evidence_views, round_views, views

urlpatterns = [
    path("entry/<int:pk>/", entry_views.entry_round, name="entry-round"),
    path("entry/<int:pk>/save/", entry_views.entry_save, name="entry-save"),
    path("entry/<int:pk>/<slug:unit>/", entry_views.entry_unit, name="entry-unit"),
    path(
        "entry/<int:pk>/<slug:unit>/<slug:indicator>/",
        evidence_views.evidence,
        name="evidence",
    ),
    path("evidence/<int:pk>/", evidence_views.evidence_file, name="evidence-file"),
    path(
        "evidence/<int:pk>/remove/",
        evidence_views.evidence_remove,
        name="evidence-remove",
    ),
    path("submissions/", views.submissions, name="submissions"),
    path("submissions/<int:pk>/submit/", entry_views.submit, name="submit"),
    path("submissions/<int:pk>/take-back/", entry_views.take_back, name="take-back"),
    path("submissions/<int:pk>/nil/", entry_views.declare_nil, name="declare-nil"),
    path("submissions/<int:pk>/return/", views.return_, name="return"),
    path("submissions/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("approvals/", views.approvals, name="approvals"),
    path("approvals/approve/", views.approve, name="approve"),
    path("plans/<slug:slug>/rounds/open/", round_views.open_period, name="round-open"),
    path("plans/<slug:slug>/as-of/", round_views.open_as_of, name="as-of-new"),
    path("rounds/<int:pk>/", round_views.day, name="round"),
    path("rounds/<int:pk>/lock/", views.lock_round, name="lock-round"),
    path("rounds/<int:pk>/unlock/", views.unlock_round, name="unlock-round"),
]
