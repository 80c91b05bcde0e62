"""Addresses of the things on a person's page; each belongs to one user."""

from django.urls import path

from contacts.views import affiliations, facts, links, muting, occasions, photos, remembering

routes = [
    path("pick/", facts.person_pick, name="pick"),
    path("<int:pk>/edit/addresses/", facts.contact_addresses, name="addresses"),
    path("<int:pk>/edit/<slug:name>/", facts.contact_fact, name="fact"),
    path("<int:pk>/photo/<slug:digest>/", photos.photo, name="photo"),
    path("<int:pk>/remember/", remembering.remember, name="remember"),
    path("<int:pk>/background/", affiliations.affiliation_create, name="affiliation_create"),
    path("background/<int:pk>/edit/", affiliations.affiliation_update, name="affiliation_update"),
    path("background/<int:pk>/delete/", affiliations.affiliation_delete, name="affiliation_delete"),
    path("details/<int:pk>/edit/", remembering.detail_update, name="detail_update"),
    path("details/<int:pk>/delete/", remembering.detail_delete, name="detail_delete"),
    path("occasions/<int:pk>/edit/", remembering.occasion_update, name="occasion_update"),
    path("occasions/<int:pk>/delete/", remembering.occasion_delete, name="occasion_delete"),
    path("occasions/<int:pk>/greeted/", occasions.occasion_greeted, name="occasion_greeted"),
    path("occasions/<int:pk>/pass/", occasions.occasion_pass, name="occasion_pass"),
    path("occasions/<int:pk>/take-back/", occasions.occasion_take_back, name="occasion_take_back"),
    path("muted/", muting.muted_list, name="muted_list"),
    path("muted/<int:pk>/end/", muting.muted_end, name="muted_end"),
    path("links/<int:pk>/edit/", links.link_update, name="link_update"),
    path("links/<int:pk>/delete/", links.link_delete, name="link_delete"),
    path("links/<int:pk>/sent/", links.link_sent, name="link_sent"),
    path("links/<int:pk>/unsent/", links.link_unsent, name="link_unsent"),
]
