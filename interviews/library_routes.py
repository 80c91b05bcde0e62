"""Where the library and the trends are found."""

from django.urls import path

from interviews.views import library

routes = [
    path("library/", library.entry_list, name="library"),
    path("library/question/<int:pk>/", library.question, name="library_question"),
    path("library/tag/<int:pk>/", library.tag, name="library_tag"),
    path("trends/", library.trend_list, name="trends"),
]
