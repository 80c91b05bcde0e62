from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "accounts"


def placeholder(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("placeholder: its owner replaces this whole file")


urlpatterns = [
    path("", placeholder, name="settings"),
    path("welcome/", placeholder, name="welcome"),
    path("mail/", placeholder, name="mail_list"),
]
