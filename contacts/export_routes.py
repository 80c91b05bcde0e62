"""Where exports live; ``contacts.urls`` includes them."""

from django.urls import path

from contacts.views import exporting

routes = [
    path("export/", exporting.export, name="export"),
    path("your-data/", exporting.your_data, name="your_data"),
    path("your-data/rapport.zip", exporting.export_everything, name="export_everything"),
]
