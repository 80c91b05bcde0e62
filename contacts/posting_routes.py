"""Addresses of what an organization's page has besides its people."""

from django.urls import path

from contacts.views import organizations, postings

routes = [
    path("organizations/<int:pk>/edit/<slug:name>/", organizations.organization_fact, name="organization_fact"),
    path("organizations/<int:pk>/interest/", postings.organization_interest, name="organization_interest"),
    path("organizations/<int:pk>/postings/new/", postings.posting_create, name="posting_create"),
    path(
        "organizations/names/<int:pk>/delete/",
        organizations.organization_alias_delete,
        name="organization_alias_delete",
    ),
    path("postings/<int:pk>/edit/", postings.posting_update, name="posting_update"),
    path("postings/<int:pk>/delete/", postings.posting_delete, name="posting_delete"),
]
