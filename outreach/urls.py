from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "outreach"


def placeholder(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("placeholder: its owner replaces this whole file")


urlpatterns = [
    path("", placeholder, name="list"),
    path("new/", placeholder, name="create"),
    path("<int:pk>/", placeholder, name="detail"),
    path("<int:pk>/edit/", placeholder, name="update"),
    path("<int:pk>/delete/", placeholder, name="delete"),
    path("add/", placeholder, name="target_add"),
    path("targets/<int:pk>/", placeholder, name="target_detail"),
]
