"""The floors, and all of Rapport as it is."""

from django.urls import path

from bench import floors
from config.urls import urlpatterns as ours

urlpatterns = [
    path("floor/bare/", floors.bare),
    path("floor/signed-in/", floors.signed_in),
    path("floor/list/", floors.people),
    *ours,
]
