from django.urls import path

from reminders.views import agenda, health, mail_links, sample, today

app_name = "reminders"

urlpatterns = [
    path("", today.today, name="today"),
    path("agenda/<slug:kind>/<slug:key>/complete/", agenda.agenda_complete, name="agenda_complete"),
    path("agenda/<slug:kind>/<slug:key>/snooze/", agenda.agenda_snooze, name="agenda_snooze"),
    path("agenda/<slug:kind>/<slug:key>/wake/", agenda.agenda_wake, name="agenda_wake"),
    path("agenda/<slug:kind>/<slug:key>/pass/", agenda.agenda_pass, name="agenda_pass"),
    path("agenda/<slug:kind>/<slug:key>/take-back/", agenda.agenda_take_back, name="agenda_take_back"),
    path("agenda/<slug:kind>/<slug:key>/mute/", agenda.agenda_mute, name="agenda_mute"),
    path("agenda/<slug:kind>/<slug:key>/unmute/", agenda.agenda_unmute, name="agenda_unmute"),
    path("d/<str:token>", mail_links.mail_act, name="mail_act"),
    path("unsubscribe/<str:token>", mail_links.unsubscribe, name="unsubscribe"),
    path("sample/load/", sample.load_sample, name="load_sample"),
    path("sample/clear/", sample.clear_sample, name="clear_sample"),
    path("healthz", health.healthz, name="healthz"),
]
