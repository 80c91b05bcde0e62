from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self) -> None:
        """Let interviews move along when two people, or their entries in a campaign, are merged."""
        from contacts.moving import declare, once_by, simply
        from interviews.models import Interview

        for pointer in ("contact", "target"):
            declare(Interview, pointer, simply)
        declare(Interview.named.through, "contact", once_by("interview_id"))
