from django.urls import path

from reminders.views import agenda, calendar, digests, feed, health, mail_links, sample, today

app_name = "reminders"

urlpatterns = [
    path("", today.today, name="today"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("agenda/<slug:kind>/<slug:key>/complete/", agenda.agenda_complete, name="agenda_complete"),
    path("agenda/<slug:kind>/<slug:key>/snooze/", agenda.agenda_snooze, name="agenda_snooze"),
    path("agenda/<slug:kind>/<slug:key>/wake/", agenda.agenda_wake, name="agenda_wake"),
    path("agenda/<slug:kind>/<slug:key>/pass/", agenda.agenda_pass, name="agenda_pass"),
    path("agenda/<slug:kind>/<slug:key>/take-back/", agenda.agenda_take_back, name="agenda_take_back"),
    path("agenda/<slug:kind>/<slug:key>/mute/", agenda.agenda_mute, name="agenda_mute"),
    path("agenda/<slug:kind>/<slug:key>/unmute/", agenda.agenda_unmute, name="agenda_unmute"),
    path("d/<str:token>", mail_links.mail_act, name="mail_act"),
    path("unsubscribe/<str:token>", mail_links.unsubscribe, name="unsubscribe"),
    path("digests/", digests.digests, name="digests"),
    path("digests/sent/", digests.digest_log, name="digest_log"),
    path("digests/sent/<int:pk>/", digests.digest_kept, name="digest_kept"),
    path("digests/preview/", digests.digest_preview, name="digest_preview"),
    path("digests/preview/letter/", digests.digest_letter, name="digest_letter"),
    path("digests/test/", digests.digest_test, name="digest_test"),
    path("calendar/feed/", feed.feed_detail, name="feed_detail"),
    path("calendar/feed/start/", feed.feed_start, name="feed_start"),
    path("calendar/feed/renew/", feed.feed_renew, name="feed_renew"),
    path("calendar/feed/stop/", feed.feed_stop, name="feed_stop"),
    path("feed/<str:token>.ics", feed.feed, name="feed"),
    path("sample/load/", sample.load_sample, name="load_sample"),
    path("sample/clear/", sample.clear_sample, name="clear_sample"),
    path("healthz", health.healthz, name="healthz"),
]
