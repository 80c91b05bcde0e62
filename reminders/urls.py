from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "reminders"


def placeholder(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("placeholder: its owner replaces this whole file")


urlpatterns = [
    path("", placeholder, name="today"),
    path("sample/load/", placeholder, name="load_sample"),
    path("agenda/<slug:kind>/<slug:key>/complete/", placeholder, name="agenda_complete"),
    path("agenda/<slug:kind>/<slug:key>/snooze/", placeholder, name="agenda_snooze"),
    path("healthz", placeholder, name="healthz"),
]
