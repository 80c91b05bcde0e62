"""What hangs on a person in Monica, kind by kind: calls, notes, tasks, reminders, ways to reach them and the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contacts.importing.formats import ReadingContext
from contacts.importing.linkedin_people import short_hash
from contacts.importing.monica_days import day_of
from contacts.importing.monica_file import MonicaFile, lines, properties, text
from contacts.importing.person_fields import PersonFields
from contacts.importing.plain_text import is_email, is_phone
from contacts.importing.records import Happening, Promise
from contacts.importing.written_dates import WrittenDay, said

SUMMARY_LENGTH = 5_000
WHAT_LENGTH = 300
_KEY_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that hangs on a person."""

    kind: str
    value: Any
    file: MonicaFile
    context: ReadingContext
    person: str
    said: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", properties(self.value))

    def text(self, name: str) -> str:
        """A property as one line."""
        return text(self.said.get(name))

    def lines(self, *names: str) -> str:
        """Properties as text below each other."""
        return "\n".join(filter(None, (lines(self.said.get(name)) for name in names)))

    def day(self, *names: str) -> date | None:
        """The first of these properties that is a day."""
        found = (day_of(self.said.get(name), self.context.zone) for name in names)
        return next((day for day in found if day is not None), None)

    def key(self, *what: object) -> str:
        """What this is called in every later export, too."""
        own = text(self.value.get("uuid")) if isinstance(self.value, dict) else ""
        key = f"monica:{own}"
        return key if own and len(key) <= _KEY_LENGTH else f"monica:{short_hash(repr((self.person, self.kind, what)))}"

    def happened(self, person: PersonFields, kind: str, direction: str, day: date | None, summary: str) -> None:
        """Keep it as something that happened, or in the notes where nobody knows when."""
        if day is None:
            person.extras.add(self.kind.replace("_", " ").capitalize(), summary)
            return
        short = summary if len(summary) <= SUMMARY_LENGTH else f"{summary[: SUMMARY_LENGTH - 1].rstrip()}…"
        on = day.isoformat()
        person.happenings.append(Happening(kind, direction, on, short, self.key(on, short)))


def _note(person: PersonFields, thing: Thing) -> None:
    body = thing.lines("body")
    day = thing.day("created_at")
    if body:
        dated = f"{said(day)}: {body}" if day else body
        person.note = "\n".join(filter(None, (person.note, dated)))


def _call(person: PersonFields, thing: Thing) -> None:
    direction = "incoming" if thing.said.get("contact_called") is True else "outgoing"
    thing.happened(person, "call", direction, thing.day("called_at", "created_at"), thing.lines("content"))


def _activity(person: PersonFields, thing: Thing) -> None:
    if isinstance(thing.value, str):
        value = thing.file.activity(thing.value)
        thing = Thing(thing.kind, value, thing.file, thing.context, thing.person)
    if thing.said:
        day = thing.day("happened_at", "created_at")
        thing.happened(person, "meeting", "mutual", day, thing.lines("summary", "description"))


def _conversation(person: PersonFields, thing: Thing) -> None:
    written = thing.said.get("messages")
    messages = [properties(each) for each in written if isinstance(each, dict)] if isinstance(written, list) else []
    mine = any(message.get("written_by_me") is True for message in messages)
    theirs = any(message.get("written_by_me") is not True for message in messages)
    direction = "mutual" if mine == theirs else "outgoing" if mine else "incoming"
    them = person.first_name or "They"
    transcript = "\n".join(
        f"{'You' if message.get('written_by_me') is True else them}: {lines(message.get('content'))}"
        for message in messages
    )
    thing.happened(person, "message", direction, thing.day("happened_at", "created_at"), transcript)


def _task(person: PersonFields, thing: Thing) -> None:
    title, more = thing.text("title"), thing.lines("description")
    day = thing.day("created_at") or thing.context.on
    if not title:
        person.extras.add("Task", more)
        return
    done = thing.day("completed_at", "updated_at") or day if thing.said.get("completed") is True else None
    _promise(person, title, due=day, done=done)
    person.extras.add(f"Task “{title[:WHAT_LENGTH]}”", more)


def _reminder(person: PersonFields, thing: Thing) -> None:
    """A yearly one is a day that matters, a single one still to come a follow-up; any other stays in the notes."""
    title, more = thing.text("title"), thing.lines("description")
    day = thing.day("initial_date")
    every = thing.text("frequency_type").casefold()
    number = thing.text("frequency_number") or "1"
    if thing.said.get("inactive") is True or day is None or not title:
        person.extras.add("Reminder", title)
    elif every == "year" and number == "1":
        if not _is_birthday(person, day):
            person.add_day("other", title, day.isoformat())
    elif every in ("one_time", "one time", "") and day >= thing.context.on:
        _promise(person, title, due=day, done=None)
    elif every in ("one_time", "one time", ""):
        person.extras.add(f"Reminder of {said(day)}", title)
    else:
        often = every if number == "1" else f"{number} {every}s"
        person.extras.add("Reminder", f"{title}, every {often} from {said(day)}")
    person.extras.add(f"Reminder “{title[:WHAT_LENGTH]}”", more)


def _is_birthday(person: PersonFields, day: date) -> bool:
    """Whether Monica made this reminder by itself, for the birthday that is kept already."""
    birthday: WrittenDay | None = person.birthday
    return birthday is not None and (birthday.month, birthday.day) == (day.month, day.day)


def _promise(person: PersonFields, title: str, *, due: date, done: date | None) -> None:
    what = title if len(title) <= WHAT_LENGTH else f"{title[: WHAT_LENGTH - 1].rstrip()}…"
    if what != title:
        person.extras.add("Task", title)
    person.promises.append(Promise(what, due.isoformat(), done.isoformat() if done else ""))


def _contact_field(person: PersonFields, thing: Thing) -> None:
    value = thing.text("data") or thing.text("content")
    kind = thing.said.get("type") if isinstance(thing.said.get("type"), dict) else thing.text("type")
    known = properties(kind) if isinstance(kind, dict) else thing.file.field_types.get(text(kind), {})
    name = text(known.get("name")) or ("" if known or len(text(kind)) > 30 else text(kind))
    words = {name.casefold(), text(known.get("type")).casefold(), text(known.get("protocol")).casefold().rstrip(":/")}
    label = thing.text("labels")
    if words & {"email", "e-mail", "mailto"} or (not name and is_email(value)):
        person.add_point("email", label, value)
    elif words & {"phone", "tel"} or (not name and is_phone(value) and "/" not in value):
        person.add_point("phone", label, value)
    elif value.casefold().startswith(("http://", "https://", "www.")) or "linkedin.com/" in value.casefold():
        person.add_point("profile", name, value)
    else:
        person.extras.add(name or "Contact", value)


def _address(person: PersonFields, thing: Thing) -> None:
    parts = (thing.text(name) for name in ("street", "postal_code", "city", "province", "country"))
    label = thing.text("name").lower()
    person.extras.add(f"Address ({label})" if label else "Address", ", ".join(filter(None, parts)))


def _debt(person: PersonFields, thing: Thing) -> None:
    amount = thing.text("amount")
    if amount:
        who = "(you owe them)" if thing.said.get("in_debt") is True else "(they owe you)"
        person.extras.add("Debt", " ".join(filter(None, (amount, thing.text("currency"), who, thing.text("reason")))))


def _gift(person: PersonFields, thing: Thing) -> None:
    status = thing.text("status")
    name = f"{thing.text('name')} ({status})" if status else thing.text("name")
    more = filter(None, (name, thing.text("comment"), thing.text("url")))
    person.extras.add("Gift", ", ".join(more))


def _pet(person: PersonFields, thing: Thing) -> None:
    name, category = thing.text("name"), thing.text("category")
    person.add_fact("family", f"{name} ({category.lower()})" if name and category else name or category)


def _life_event(person: PersonFields, thing: Thing) -> None:
    name, day = thing.text("name"), thing.day("happened_at")
    when = f"{name} ({said(day)})" if name and day else name
    person.add_fact("other", "\n".join(filter(None, (when, thing.lines("note")))))


def _document(person: PersonFields, thing: Thing) -> None:
    person.extras.add("Document", thing.text("original_filename"))


TAKERS: dict[str, Callable[[PersonFields, Thing], None]] = {
    "note": _note,
    "call": _call,
    "activity": _activity,
    "conversation": _conversation,
    "task": _task,
    "reminder": _reminder,
    "contact_field": _contact_field,
    "address": _address,
    "debt": _debt,
    "gift": _gift,
    "pet": _pet,
    "life_event": _life_event,
    "document": _document,
}
"""By kind, what takes it; in the order in which the notes list them."""
