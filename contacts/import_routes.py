"""Where imports live; ``contacts.urls`` includes them first."""

from django.urls import path

from contacts.views import importing

routes = [
    path("import/", importing.import_upload, name="import_upload"),
    path("import/<int:pk>/", importing.import_detail, name="import_detail"),
    path("import/<int:pk>/progress/", importing.import_progress, name="import_progress"),
    path("import/<int:pk>/commit/", importing.import_commit, name="import_commit"),
    path("import/<int:pk>/discard/", importing.import_discard, name="import_discard"),
]
