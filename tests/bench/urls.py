"""The product's addresses and, for measuring only, a page of one query."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from units.models import Unit


def one_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Unit.objects.filter(key="p99").values_list("name")[0]))


urlpatterns = [
    path("do-mot-truy-van/", one_query),
    path("", include("config.urls")),
]

handler400 = "accounts.refusals.bad_request"
handler403 = "accounts.refusals.forbidden"
handler404 = "accounts.refusals.not_found"
handler500 = "accounts.refusals.broken"
