from django.urls import path

from interviews import library_routes
from interviews.views import confirming, notes, origins, pages, planning, proposing, steps, thanking, wrapping

app_name = "interviews"

urlpatterns = [
    path("", pages.list_, name="list"),
    path("new/", planning.create, name="create"),
    path("propose/", proposing.propose, name="propose"),
    path("proposals/<int:pk>/", proposing.proposal, name="proposal"),
    path("proposals/<int:pk>/accept/", proposing.proposal_accept, name="proposal_accept"),
    path("proposals/<int:pk>/withdraw/", proposing.proposal_withdraw, name="proposal_withdraw"),
    path("origins/", origins.origin_list, name="origins"),
    *library_routes.routes,
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/edit/", pages.update, name="update"),
    path("<int:pk>/delete/", pages.delete, name="delete"),
    path("<int:pk>/move/", planning.move, name="move"),
    path("<int:pk>/confirm/", confirming.confirm, name="confirm"),
    path("<int:pk>/unconfirm/", confirming.unconfirm, name="unconfirm"),
    path("<int:pk>/talk.ics", confirming.my_entry, name="my_entry"),
    path("<int:pk>/invitation.ics", confirming.invitation, name="invitation"),
    path("<int:pk>/hold/", steps.hold, name="hold"),
    path("<int:pk>/cancel/", steps.cancel, name="cancel"),
    path("<int:pk>/no-show/", steps.no_show, name="no_show"),
    path("<int:pk>/reopen/", steps.reopen, name="reopen"),
    path("<int:pk>/prepare/", steps.prepare, name="prepare"),
    path("<int:pk>/unprepare/", steps.unprepare, name="unprepare"),
    path("<int:pk>/notes/", notes.notes, name="notes"),
    path("<int:pk>/notes/save/", notes.notes_save, name="notes_save"),
    path("<int:pk>/notes/current/", notes.notes_current, name="notes_current"),
    path("<int:pk>/wrap-up/", wrapping.wrap_up, name="wrap_up"),
    path("<int:pk>/mood/", wrapping.mood, name="mood"),
    path("<int:pk>/thing-done/", wrapping.thing_done, name="thing_done"),
    path("insights/<int:pk>/acted/", wrapping.insight_acted, name="insight_acted"),
    path("insights/<int:pk>/told/", wrapping.insight_told, name="insight_told"),
    path("insights/<int:pk>/back/", wrapping.insight_back, name="insight_back"),
    path("<int:pk>/thanks/", thanking.thanks, name="thanks"),
    path("<int:pk>/thanks/save/", thanking.thanks_save, name="thanks_save"),
    path("<int:pk>/thanks/undo/", thanking.thanks_undo, name="thanks_undo"),
]
