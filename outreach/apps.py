from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"

    def ready(self) -> None:
        """Declare what becomes of this floor's rows when two people are merged; models are there only now."""
        from outreach import merging

        merging.declare_all()
