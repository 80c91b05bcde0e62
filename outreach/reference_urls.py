"""The addresses of references, within those of outreach."""

from django.urls import path

from outreach.views import reference_uses, references

urlpatterns = [
    path("references/", references.reference_list, name="reference_list"),
    path("references/add/", references.reference_add, name="reference_add"),
    path("references/<int:pk>/", references.reference_detail, name="reference_detail"),
    path("references/<int:pk>/edit/", references.reference_update, name="reference_update"),
    path("references/<int:pk>/delete/", references.reference_delete, name="reference_delete"),
    path("references/<int:pk>/step/", references.reference_step, name="reference_step"),
    path("references/steps/<int:pk>/undo/", references.reference_undo, name="reference_undo"),
    path("references/<int:pk>/calls/new/", reference_uses.use_create, name="use_create"),
    path("references/calls/<int:pk>/", reference_uses.use_update, name="use_update"),
    path("references/calls/<int:pk>/step/", reference_uses.use_step, name="use_step"),
    path("references/calls/<int:pk>/delete/", reference_uses.use_delete, name="use_delete"),
    path("targets/<int:pk>/reference/", references.target_agreed, name="target_agreed"),
]
