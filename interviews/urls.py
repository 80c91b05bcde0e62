from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "interviews"


def placeholder(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("placeholder: its owner replaces this whole file")


urlpatterns = [
    path("", placeholder, name="list"),
    path("new/", placeholder, name="create"),
    path("<int:pk>/", placeholder, name="detail"),
    path("<int:pk>/edit/", placeholder, name="update"),
    path("<int:pk>/delete/", placeholder, name="delete"),
    path("<int:pk>/thanks/", placeholder, name="thanks"),
]
