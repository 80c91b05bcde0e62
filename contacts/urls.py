from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "contacts"


def placeholder(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("placeholder: its owner replaces this whole file")


urlpatterns = [
    path("", placeholder, name="list"),
    path("new/", placeholder, name="create"),
    path("<int:pk>/", placeholder, name="detail"),
    path("<int:pk>/edit/", placeholder, name="update"),
    path("<int:pk>/delete/", placeholder, name="delete"),
    path("<int:pk>/log/", placeholder, name="log"),
    path("<int:pk>/follow-ups/", placeholder, name="follow_up_create"),
    path("import/", placeholder, name="import_upload"),
    path("import/<int:pk>/", placeholder, name="import_detail"),
    path("organizations/", placeholder, name="organization_list"),
    path("organizations/<int:pk>/", placeholder, name="organization_detail"),
]
