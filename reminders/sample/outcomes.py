"""What came of the sample's search: an interview got, of which not everyone knows yet, and a no that everyone does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from accounts.models import User
from contacts.models import Contact
from outreach.models import News, Outcome, OutcomeKind
from outreach.news import noting, owed
from outreach.news.noting import Said

_INTERVIEW = Said(
    kind=OutcomeKind.INTERVIEW,
    happened_on=date.min,
    organization_name="Globex",
    role="Planning analyst",
    note="With the head of planning, an hour. They want to hear about the depots.",
)
_NO = Said(
    kind=OutcomeKind.REJECTION,
    happened_on=date.min,
    organization_name="Railwise",
    role="Network planner",
    note="Somebody from inside. They said to write again in spring.",
)


def tell(user: User, contacts: Mapping[str, Contact], *, on: date) -> None:
    """Both, with who was told, up to local date ``on``; call it after the conversations are told."""
    interview = _noted(user, _INTERVIEW, on - timedelta(days=1))
    owed.tell(interview.news.get(contact=contacts["Wei Zhang"]), told_on=on - timedelta(days=1), on=on)
    no_on = on - timedelta(days=27)
    no = _noted(user, _NO, no_on)
    noting.add(no, contacts["Ben Whitaker"], why="Asked around for somebody who plans there", on=no_on)
    for news in News.for_user(user).filter(outcome=no).for_rows():
        owed.tell(news, told_on=no_on + timedelta(days=1), on=on)


def forget(user: User) -> None:
    """Take both out; call it before the sample's people go."""
    for said in (_INTERVIEW, _NO):
        mine = Outcome.for_user(user).filter(kind=said.kind, organization__name=said.organization_name, note=said.note)
        mine.delete()


def _noted(user: User, said: Said, day: date) -> Outcome:
    return noting.note(user, replace(said, happened_on=day), on=day)
