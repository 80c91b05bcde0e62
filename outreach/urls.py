from django.urls import path

from outreach.views import adding, campaigns, outcomes, placing, policies, targets, templates, writing

app_name = "outreach"

urlpatterns = [
    path("", campaigns.campaign_list, name="list"),
    path("new/", campaigns.create, name="create"),
    path("<int:pk>/", campaigns.detail, name="detail"),
    path("<int:pk>/edit/", campaigns.update, name="update"),
    path("<int:pk>/close/", campaigns.close, name="close"),
    path("<int:pk>/reopen/", campaigns.reopen, name="reopen"),
    path("<int:pk>/delete/", campaigns.delete, name="delete"),
    path("add/", adding.target_add, name="target_add"),
    path("targets/<int:pk>/", targets.target_detail, name="target_detail"),
    path("targets/<int:pk>/place/", placing.target_place, name="target_place"),
    path("targets/<int:pk>/reason/", targets.target_reason, name="target_reason"),
    path("targets/<int:pk>/delete/", targets.target_delete, name="target_delete"),
    path("targets/<int:pk>/attempt/", outcomes.target_attempt, name="target_attempt"),
    path("targets/<int:pk>/reply/", outcomes.target_reply, name="target_reply"),
    path("targets/<int:pk>/declined/", outcomes.target_declined, name="target_declined"),
    path("targets/<int:pk>/not-now/", outcomes.target_not_now, name="target_not_now"),
    path("targets/<int:pk>/wrong-person/", outcomes.target_wrong_person, name="target_wrong_person"),
    path("targets/<int:pk>/no-reply/", outcomes.target_no_reply, name="target_no_reply"),
    path("targets/<int:pk>/reopen/", outcomes.target_reopen, name="target_reopen"),
    path("targets/<int:pk>/done/", outcomes.target_done, name="target_done"),
    path("targets/<int:pk>/meeting-off/", outcomes.target_meeting_off, name="target_meeting_off"),
    path("write/<slug:whom>/<int:pk>/", writing.write, name="write"),
    path("write/<slug:whom>/<int:pk>/save/", writing.write_save, name="write_save"),
    path("write/<slug:whom>/<int:pk>/sent/", writing.write_sent, name="write_sent"),
    path("policies/", policies.policy_list, name="policy_list"),
    path("policies/new/", policies.policy_create, name="policy_create"),
    path("policies/<int:pk>/", policies.policy_update, name="policy_update"),
    path("policies/<int:pk>/delete/", policies.policy_delete, name="policy_delete"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/new/", templates.template_create, name="template_create"),
    path("templates/<int:pk>/", templates.template_update, name="template_update"),
    path("templates/<int:pk>/archive/", templates.template_archive, name="template_archive"),
    path("templates/<int:pk>/unarchive/", templates.template_unarchive, name="template_unarchive"),
    path("templates/<int:pk>/delete/", templates.template_delete, name="template_delete"),
    path("moves/<int:pk>/undo/", outcomes.move_undo, name="move_undo"),
]
