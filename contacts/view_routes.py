"""Addresses of the saved views of the list of people."""

from django.urls import path

from contacts.views import people, saved_views

routes = [
    path("views/", saved_views.view_list, name="view_list"),
    path("views/new/", saved_views.view_create, name="view_create"),
    path("views/<int:pk>/", people.contact_list, name="view"),
    path("views/<int:pk>/edit/", saved_views.view_update, name="view_update"),
    path("views/<int:pk>/show/", saved_views.view_show, name="view_show"),
    path("views/<int:pk>/move/", saved_views.view_move, name="view_move"),
    path("views/<int:pk>/delete/", saved_views.view_delete, name="view_delete"),
]
