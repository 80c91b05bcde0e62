"""What is known around the sample's people: what they told, days that matter, things to send, an evening, postings."""

from collections.abc import Mapping
from datetime import date, timedelta

from accounts.models import User
from contacts.models import Contact, Detail, Event, Interaction, Occasion, Organization, Posting, SavedLink

_TOLD: tuple[tuple[str, str, str], ...] = (
    ("Wei Zhang", "family", "Two sons, the elder is applying to universities"),
    ("Wei Zhang", "interest", "Runs half marathons"),
    ("Wei Zhang", "offer", "Introductions, to anyone he ever hired"),
    ("Marisol Ibáñez", "family", "Married to Luis; two girls, the younger plays the cello"),
    ("Marisol Ibáñez", "job", "Moves her team of nine to Lyon in spring"),
    ("Marisol Ibáñez", "need", "A planner who can talk to drivers"),
    ("Ana Ferreira", "interest", "Rowing, and every exhibition of posters"),
    ("Sam Taylor", "need", "Names for a story on night trains"),
    ("Dina Haddad", "offer", "Knows everybody who runs night trains"),
    ("Sofia Lund", "job", "Her team grows from five to eight"),
    ("Ben Whitaker", "family", "Just became a grandfather"),
)
_DAYS: tuple[tuple[str, str, int, int | None], ...] = (
    # For whom, what, how many days from today, and the year it was first.
    ("Marisol Ibáñez", "birthday", 9, 1981),
    ("Wei Zhang", "birthday", 40, None),
    ("Ana Ferreira", "birthday", 2, 1986),
    ("Sam Taylor", "birthday", 120, 1988),
)
_LINKS: tuple[tuple[str, str, str, str], ...] = (
    # For whom, or for nobody yet.
    ("", "How posters sold the railways", "https://example.org/posters", "An exhibition in spring"),
    ("Marisol Ibáñez", "Robots in the warehouse", "https://example.org/warehouse-robots", "For her talk in March"),
    ("Sam Taylor", "Night trains are back", "https://example.org/night-trains", "His story"),
)
_GIFTS: tuple[tuple[str, int, str, str, str], ...] = (
    # With whom, so many days ago, what it was, what the user gave, and what they got.
    ("Wei Zhang", 40, "Told him who is hiring planners now.", "two names", ""),
    ("Wei Zhang", 33, "He wrote to Marisol about me.", "", "an introduction"),
    ("Marisol Ibáñez", 15, "Sent her the study on yard robots.", "a study", ""),
    ("Hana Sato", 22, "Read my application and told me what to leave out.", "", "an hour on my application"),
    ("Ana Ferreira", 58, "She looked through my profile.", "", "a better first line"),
)
_LONG_AGO: tuple[tuple[str, int, str], ...] = (
    ("Joyce Mbeki", 1480, "Talked about her move to the port’s foundation."),
    ("Helen Murphy", 1320, "Lent me the atlas of railways."),
)
_EVENING = "Freight Forum evening"
_MET = ("Tobias Krüger", "Chloé Martin", "Beatriz Rocha", "Charles Dupont", "Dina Haddad")
_POSTINGS: tuple[tuple[str, str, str, int | None, str], ...] = (
    # Where, what, a note, how many days ago the user applied, and who told of it.
    ("Northwind", "Operations planner, Lyon", "Not public yet; to wait for spring.", None, "Marisol Ibáñez"),
    ("Globex", "Planning analyst", "Asked Hana before applying.", 12, "Wei Zhang"),
)
_SCHOOL = "Técnico Lisboa"
_BEFORE: tuple[tuple[str, str, str, int | None, int | None], ...] = (
    # Who, what they did where, from and until which year.
    ("Wei Zhang", "work", "Kessel & Söhne", 2011, 2017),
    ("Sofia Lund", "work", "Globex", 2016, 2021),
    ("Tobias Krüger", "work", "Acme Freight", None, 2018),
    ("Ana Ferreira", "school", _SCHOOL, 2004, 2008),
    ("Matteo Ricci", "school", _SCHOOL, 2005, 2009),
)


def tell(user: User, contacts: Mapping[str, Contact], *, on: date) -> None:
    """Put it into ``user``'s account, ``contacts`` being the sample's by name, dated around local date ``on``."""
    told = (Detail(contact=contacts[name], kind=kind, text=text) for name, kind, text in _TOLD)
    Detail.for_user(user).bulk_create(told)
    for name, kind, days, year in _DAYS:
        day = on + timedelta(days=days)
        Occasion.for_user(user).create(contact=contacts[name], kind=kind, month=day.month, day=day.day, year=year)
    for name, title, url, note in _LINKS:
        SavedLink.for_user(user).create(
            owner=user, contact=contacts.get(name), title=title, url=url, note=note, saved_on=on - timedelta(days=6)
        )
    Interaction.for_user(user).bulk_create(
        Interaction(
            contact=contacts[name], on=on - timedelta(days=ago), kind="email", direction="mutual", summary=what,
            gave=gave, received=got,
        )
        for name, ago, what, gave, got in _GIFTS
    )  # fmt: skip
    Interaction.for_user(user).bulk_create(
        Interaction(
            contact=contacts[name], on=on - timedelta(days=ago), kind="meeting", direction="mutual", summary=what
        )
        for name, ago, what in _LONG_AGO
    )
    evening = Event.for_user(user).create(
        owner=user, name=_EVENING, on=on - timedelta(days=30), place="Harbour Club, second floor"
    )
    evening.people.set([contacts[name] for name in _MET])
    for place, title, notes, ago, teller in _POSTINGS:
        organization = Organization.for_user(user).get(name=place)
        applied_on = on - timedelta(days=ago) if ago is not None else None
        added_on = on - timedelta(days=20)
        organization.postings.create(
            title=title, notes=notes, applied_on=applied_on, added_on=added_on, led_by=contacts[teller]
        )
    Organization.for_user(user).create(owner=user, name=_SCHOOL)
    for name, kind, place, since, until in _BEFORE:
        organization = Organization.for_user(user).get(name=place)
        contacts[name].affiliations.create(organization=organization, kind=kind, from_year=since, until_year=until)


def forget(user: User) -> None:
    """Take out what would stay when the sample's people go; call it before they do."""
    for name, _, url, _ in _LINKS:
        first, _, last = name.partition(" ")
        whose = {"contact__first_name": first, "contact__last_name": last} if name else {"contact": None}
        SavedLink.for_user(user).filter(url=url, **whose).delete()
    for place, title, *_ in _POSTINGS:
        Posting.for_user(user).filter(organization__name=place, title=title).delete()


def leave(user: User) -> None:
    """Take out the evening and the school, once nobody of the sample is there; they stay where somebody else is."""
    Event.for_user(user).filter(name=_EVENING, people=None).delete()
    Organization.for_user(user).filter(name=_SCHOOL, affiliations=None, contacts=None).delete()
