"""Where the pages about the whole network live; ``contacts.urls`` includes them."""

from django.urls import path

from contacts.views.network import coverage, giving, growth, paths, picture, piece, rating, reconnect, tiers, ties

routes = [
    path("network/", picture.network, name="network"),
    path("network/map.json", picture.network_map_data, name="network_map_data"),
    path("network/coverage/", coverage.network_coverage, name="network_coverage"),
    path("network/giving/", giving.network_giving, name="network_giving"),
    path("network/giving/<int:need>/<int:offer>/", giving.match_answer, name="match_answer"),
    path("<int:pk>/touch/", giving.touch, name="touch"),
    path("touches/<int:pk>/take-back/", giving.touch_undo, name="touch_undo"),
    path("network/growth/", growth.network_growth, name="network_growth"),
    path("<int:pk>/piece/", piece.piece, name="piece"),
    path("network/paths/", paths.network_paths, name="network_paths"),
    path("network/rating/", rating.network_rating, name="network_rating"),
    path("network/reconnect/", reconnect.network_reconnect, name="network_reconnect"),
    path("<int:pk>/rest/", reconnect.network_rest, name="network_rest"),
    path("network/tiers/", tiers.network_tiers, name="network_tiers"),
    path("<int:pk>/tier/", tiers.network_tier_set, name="network_tier_set"),
    path("network/ties/", ties.network_ties, name="network_ties"),
    path("network/ties/answer/", ties.network_ties_answer, name="network_ties_answer"),
]
