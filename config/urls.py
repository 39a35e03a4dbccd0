"""Every address of the product (contract.md §5); names are stable."""

from django.contrib import admin
from django.urls import include, path

from config import probes

urlpatterns = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("plans.urls")),
    path("", include("targets.urls")),
    path("", include("reports.commune_urls")),
    path("", include("communes.urls")),
    path("", include("intake.urls")),
    path("", include("reports.urls")),
]

handler400 = "accounts.refusals.bad_request"
handler403 = "accounts.refusals.forbidden"
handler404 = "accounts.refusals.not_found"
handler500 = "accounts.refusals.broken"
