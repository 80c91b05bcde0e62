"""People, their organizations and tags, and what happened between us."""

from django.urls import path

from contacts import export_routes, import_routes, network_routes
from contacts.views import (
    attention,
    brainstorm,
    cadence,
    changes,
    follow_ups,
    interactions,
    organizations,
    people,
    selection,
    tags,
)

app_name = "contacts"

urlpatterns = [
    *import_routes.routes,
    *export_routes.routes,
    *network_routes.routes,
    path("", people.contact_list, name="list"),
    path("new/", people.contact_create, name="create"),
    path("several/", selection.selection, name="selection"),
    path("brainstorm/", brainstorm.brainstorm_walk, name="brainstorm"),
    path("brainstorm/answer/", brainstorm.brainstorm_answer, name="brainstorm_answer"),
    path("brainstorm/take-back/", brainstorm.brainstorm_take_back, name="brainstorm_take_back"),
    path("brainstorm/written/", brainstorm.brainstorm_written, name="brainstorm_written"),
    path("changes/", changes.change_list, name="change_list"),
    path("changes/<int:pk>/undo/", changes.change_undo, name="change_undo"),
    path("cadence/", cadence.cadence_settings, name="cadence"),
    path("<int:pk>/", people.contact_detail, name="detail"),
    path("<int:pk>/edit/", people.contact_update, name="update"),
    path("<int:pk>/delete/", people.contact_delete, name="delete"),
    path("<int:pk>/archive/", attention.set_archived, {"archived": True}, name="archive"),
    path("<int:pk>/unarchive/", attention.set_archived, {"archived": False}, name="unarchive"),
    path("<int:pk>/do-not-contact/", attention.set_do_not_contact, {"do_not_contact": True}, name="do_not_contact"),
    path("<int:pk>/may-contact/", attention.set_do_not_contact, {"do_not_contact": False}, name="may_contact"),
    path("<int:pk>/snooze/", attention.snooze, name="snooze"),
    path("<int:pk>/wake/", attention.wake, name="wake"),
    path("<int:pk>/log/", interactions.log_interaction, name="log"),
    path("<int:pk>/log/reading/", interactions.log_reading, name="log_reading"),
    path("<int:pk>/follow-ups/", follow_ups.follow_up_create, name="follow_up_create"),
    path("interactions/<int:pk>/edit/", interactions.interaction_update, name="interaction_update"),
    path("interactions/<int:pk>/delete/", interactions.interaction_delete, name="interaction_delete"),
    path("follow-ups/<int:pk>/edit/", follow_ups.follow_up_update, name="follow_up_update"),
    path("follow-ups/<int:pk>/done/", follow_ups.follow_up_done, name="follow_up_done"),
    path("follow-ups/<int:pk>/reopen/", follow_ups.follow_up_reopen, name="follow_up_reopen"),
    path("follow-ups/<int:pk>/delete/", follow_ups.follow_up_delete, name="follow_up_delete"),
    path("organizations/", organizations.organization_list, name="organization_list"),
    path("organizations/new/", organizations.organization_create, name="organization_create"),
    path("organizations/<int:pk>/", organizations.organization_detail, name="organization_detail"),
    path("organizations/<int:pk>/edit/", organizations.organization_update, name="organization_update"),
    path("organizations/<int:pk>/delete/", organizations.organization_delete, name="organization_delete"),
    path("tags/", tags.tag_list, name="tag_list"),
    path("tags/<int:pk>/edit/", tags.tag_update, name="tag_update"),
    path("tags/<int:pk>/delete/", tags.tag_delete, name="tag_delete"),
]
