"""The introductions of the sample: one to be told of, one gone quiet, one to give thanks for, and some more."""

from collections.abc import Mapping
from datetime import date, timedelta

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from outreach.introducing import beginning, making, steps
from outreach.introducing.steps import Words
from outreach.models import Introduction, StepKind

QUIET_DAYS = 12
"""So many days hold five business days anywhere."""


def tell(contacts: Mapping[str, Contact], *, on: date) -> None:
    """Introductions of ``contacts`` (by name) up to local date ``on``; call it before the conversations are told."""

    def day(ago: int) -> date:
        return on - timedelta(days=ago)

    def noted(who: str, whom: str, why: str, ago: int) -> Introduction:
        known = contacts.get(whom)
        return beginning.note(connector=contacts[who], whom=known, wish=whom, why=why, on=day(ago))

    def say(introduction: Introduction, kind: StepKind, ago: int, text: str = "", channel: str = "email") -> None:
        words = Words(said_on=day(ago), channel=channel, text=text)
        steps.take(introduction, kind, words=words, on=day(ago))

    marisol = noted("Wei Zhang", "Marisol Ibáñez", "Moved 200 lanes from road to rail", 24)
    say(marisol, StepKind.ASKED, 24, "Told him what I am after, and asked about Marisol.", "call")
    steps.take(marisol, StepKind.OPTED_IN, happened_on=day(23), on=day(23))
    making.make(marisol, words=Words(said_on=day(22), text="Marisol, meet Robin: seven years of freight."), on=day(22))
    say(marisol, StepKind.THANKED, 21, "Thank you for Marisol. I write to her today.")

    quiet = noted("Ben Whitaker", "Someone who plans at Railwise", "They run what I would like to plan", QUIET_DAYS)
    say(quiet, StepKind.ASKED, QUIET_DAYS, "Would you be comfortable introducing me to someone who plans at Railwise?")

    farah = noted("Oliver Grant", "Farah Aziz", "Measured what last-mile hubs change", 9)
    say(farah, StepKind.ASKED, 9, "You know Farah from the audit. Would you introduce us?")
    say(farah, StepKind.AGREED, 7, "With pleasure, give me a day or two.")
    making.make(farah, words=Words(said_on=day(1), text="Farah, Robin. You two should talk."), on=day(1))

    lars = noted("Hana Sato", "Lars Åberg", "Knows how forecasting and planning talk to each other", 10)
    making.make(lars, words=Words(said_on=day(8), text="Write to Lars, he knows you will."), on=day(8))
    say(lars, StepKind.THANKED, 8)

    refused = noted("Nadia Rahman", "The head of planning at Globex", "Built the team I would like to join", 40)
    say(refused, StepKind.ASKED, 40)
    say(refused, StepKind.DECLINED, 38, "I would rather not; we parted on bad terms.")

    noted("Ana Ferreira", "Someone in data at Globex", "Puts numbers on what planners guess", 0)


def forget(user: User, people: ContactQuerySet) -> None:
    """Take the introductions that ``people`` of the sample make out; call it before they go."""
    Introduction.for_user(user).filter(connector__in=people).delete()
