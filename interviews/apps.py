from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self) -> None:
        """Let interviews move along when two people, or their entries in a campaign, are merged; give the composer
        below what conversations know: how they felt (P15), and which advice was acted on (P44).
        """
        from contacts.moving import declare, once_by, simply
        from interviews import advice, moods
        from interviews.models import Interview, Proposal
        from outreach import heartening
        from outreach.writing import updates

        for pointer in ("contact", "target"):
            declare(Interview, pointer, simply)
            declare(Proposal, pointer, simply)
        declare(Interview.named.through, "contact", once_by("interview_id"))
        heartening.also(moods.hearten)
        updates.also(advice.to_tell)
