"""Where imports live; ``contacts.urls`` includes them first."""

from django.urls import path

from contacts.views import import_columns, import_preview, import_undoing, importing

routes = [
    path("import/", importing.import_upload, name="import_upload"),
    path("import/<int:pk>/", import_preview.import_detail, name="import_detail"),
    path("import/<int:pk>/progress/", import_preview.import_progress, name="import_progress"),
    path("import/<int:pk>/answer/", import_preview.import_answer, name="import_answer"),
    path("import/<int:pk>/commit/", import_preview.import_commit, name="import_commit"),
    path("import/<int:pk>/discard/", import_preview.import_discard, name="import_discard"),
    path("import/<int:pk>/rejected/", import_preview.import_rejected, name="import_rejected"),
    path("import/<int:pk>/columns/", import_columns.import_columns, name="import_columns"),
    path("import/<int:pk>/undo/", import_undoing.import_undo, name="import_undo"),
]
