"""Our own export into an empty account and into one that is not: all of it or nothing, and back again."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from common.portability.belongings import belongings, preferences
from contacts import tasks
from contacts.exporting import everything
from contacts.importing import intake
from contacts.models import Contact, ImportBatch, ImportState, Interaction, RestoredRows, Tag
from interviews.models import InterviewQuestion
from outreach.models import Target
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InteractionFactory, InterviewFactory, TagFactory, UserFactory
from tests.rich_account import fill

LATER = MORNING + timedelta(hours=1)


def archive_of(owner: User) -> bytes:
    file = io.BytesIO()
    everything.write(file, owner=owner, now=MORNING)
    return file.getvalue()


def files_in(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def renumbered(owner: User) -> dict[str, list[dict[str, Any]]]:
    """What ``owner`` has, each key being the place of its row among those of its model."""
    places: dict[Any, dict[int | None, int | None]] = {}
    found = {}
    for belonging in belongings():
        rows = list(belonging.rows(owner))
        places[belonging.model] = {None: None, **{row.pk: place for place, row in enumerate(rows)}}
        found[belonging.label] = [
            {
                **{each.name: getattr(row, each.attname) for each in belonging.columns},
                **{each.name: places[each.related_model][getattr(row, each.attname)] for each in belonging.references},
                **{
                    each.name: sorted(
                        places[each.related_model][pk] for pk in getattr(row, each.name).values_list("pk", flat=True)
                    )
                    for each in belonging.links
                },
                **{each.name: bytes(getattr(row, each.attname)) for each in belonging.files},
            }
            for row in rows
        ]
    return found


def receive(content: bytes, owner: User) -> ImportBatch:
    batch = intake.receive([content], filename="rapport.zip", owner=owner, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    batch.refresh_from_db()
    return batch


def bring(content: bytes, owner: User) -> ImportBatch:
    batch = receive(content, owner)
    assert intake.accept(batch, tier="light", now=MORNING), batch.problem
    assert intake.commit_batch(batch, on=MONDAY, now=MORNING)
    batch.refresh_from_db()
    return batch


def test_everything_comes_back_as_it_was(alice: User) -> None:
    fill(alice)
    empty = UserFactory.create(email="again@example.com")
    expected = renumbered(alice)

    batch = bring(archive_of(alice), empty)

    assert (batch.state, batch.problem) == (ImportState.DONE, "")
    assert renumbered(empty) == expected
    assert renumbered(alice) == expected
    empty.refresh_from_db()
    assert {each.name: getattr(empty, each.name) for each in preferences()} == {
        each.name: getattr(alice, each.name) for each in preferences()
    }
    assert (empty.email, empty.is_staff) == ("again@example.com", False)
    assert all(expected.values())


@pytest.fixture
def full(alice: User) -> bytes:
    """The archive of an account with something in every column."""
    fill(alice)
    return archive_of(alice)


@pytest.fixture
def empty(db: None) -> User:
    """Who has nothing yet."""
    return UserFactory.create(email="again@example.com")


def nothing(owner: User) -> bool:
    return not any(renumbered(owner).values())


def test_exported_again_it_says_the_same(full: bytes, empty: User) -> None:
    bring(full, empty)

    before, after = files_in(full), files_in(archive_of(empty))
    assert len(before) == len(after)
    for belonging in belongings():
        name = f"data/{belonging.label}.jsonl"
        free = {"id", *(each.name for each in (*belonging.references, *belonging.links, *belonging.files))}
        said = [
            [
                {key: value for key, value in json.loads(line).items() if key not in free}
                for line in files[name].splitlines()
            ]
            for files in (before, after)
        ]
        assert said[0] == said[1]


def test_the_preview_says_whose_it_is_and_changes_nothing(full: bytes, empty: User, alice: User) -> None:
    batch = receive(full, empty)

    assert (batch.state, batch.format_name) == (ImportState.READY, "rapport_zip")
    assert batch.archive == {
        "account": "alice@example.com",
        "made_at": "2026-11-23T08:00:00+00:00",
        "rows": {each.label: each.rows(alice).count() for each in belongings()},
    }
    assert nothing(empty)
    assert intake.discard(batch)


def _line(label: str, change: Callable[[list[dict[str, Any]]], Any]) -> Callable[[dict[str, bytes]], None]:
    """Change what the rows of one model say."""

    def edit(files: dict[str, bytes]) -> None:
        name = f"data/{label}.jsonl"
        rows = [json.loads(line) for line in files[name].splitlines()]
        change(rows)
        files[name] = "".join(f"{json.dumps(row)}\n" for row in rows).encode()

    return edit


def _manifest(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, bytes]], None]:
    def edit(files: dict[str, bytes]) -> None:
        said = json.loads(files["rapport.json"])
        change(said)
        files["rapport.json"] = json.dumps(said).encode()

    return edit


NEWER = "It comes from a newer Rapport than this one: update, then bring it again."
POINT, CONTACT = "data/contacts.contactpoint.jsonl", "data/contacts.contact.jsonl"
BROKEN: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "a key that points nowhere": (
        _line("contacts.contactpoint", lambda rows: rows[1].update(contact=10**9)),
        f"{POINT}, line 2: “contact” is 1000000000, and there is no such row in the archive.",
    ),
    "an introducer that is not there": (
        _line("contacts.contact", lambda rows: rows[0].update(introduced_by=10**9)),
        f"{CONTACT}, line 1: “introduced_by” is 1000000000, and there is no such row in the archive.",
    ),
    "a tag that is not there": (
        _line("contacts.contact", lambda rows: rows[0].update(tags=[10**9])),
        f"{CONTACT}, line 1: “tags” is 1000000000, and there is no such row in the archive.",
    ),
    "an owner": (
        _line("contacts.contact", lambda rows: rows[0].update(owner=1)),
        f"{CONTACT}, line 1: “owner” is nothing this Rapport knows. {NEWER}",
    ),
    "a wrong type": (
        _line("contacts.contact", lambda rows: rows[0].update(is_archived="yes")),
        f"{CONTACT}, line 1: “is_archived” is not true or false.",
    ),
    "too long a text": (
        _line("contacts.contactpoint", lambda rows: rows[0].update(label="x" * 61)),
        f"{POINT}, line 1: “label” is not acceptable: Ensure this value has at most 60 characters (it has 61).",
    ),
    "half a letter": (
        _line("contacts.contactpoint", lambda rows: rows[0].update(label="\ud800")),
        f"{POINT}, line 1 is not what Rapport wrote.",
    ),
    "a key twice": (
        _line("contacts.contactpoint", lambda rows: rows[1].update(id=rows[0]["id"])),
        f"{POINT}, line 2: “id” is not greater than that of the line before.",
    ),
    "a row less": (
        _line("contacts.contactpoint", lambda rows: rows.pop()),
        f"{POINT} ends after 2 of 3 rows.",
    ),
    "no JSON": (
        lambda files: files.update({POINT: b"[" * 100_000}),
        f"{POINT}, line 1 is not JSON.",
    ),
    "a picture that is none": (
        lambda files: files.update({name: b"<svg/>" for name in files if name.startswith("photos/")}),
        "is no picture that Rapport made.",
    ),
    "an unknown model": (
        _manifest(lambda said: said["rows"].update({"accounts.user": 1})),
        f"rapport.json: “accounts.user” is nothing this Rapport knows. {NEWER}",
    ),
    "a right": (
        _manifest(lambda said: said["preferences"].update(is_staff=True)),
        f"rapport.json: the setting “is_staff” is nothing this Rapport knows. {NEWER}",
    ),
    "a timezone that is none": (
        _manifest(lambda said: said["preferences"].update(timezone="Mars/Olympus")),
        "rapport.json: “timezone” is not acceptable: “Mars/Olympus” is not a timezone. Pick one like Europe/Lisbon.",
    ),
    "a newer version": (_manifest(lambda said: said.update(version=2)), f"rapport.json: {NEWER}"),
    "a missing file": (lambda files: files.pop(POINT), f"{POINT} is missing."),
    "a file too many": (
        lambda files: files.update({"data/auth.group.jsonl": b"{}"}),
        "data/auth.group.jsonl is a file that rapport.json does not speak of.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_damaged_is_refused_with_file_and_line(name: str, full: bytes, empty: User) -> None:
    files = files_in(full)
    edit, why = BROKEN[name]
    edit(files)

    batch = receive(packed(files), empty)

    assert batch.state == ImportState.REFUSED
    assert batch.problem.startswith("“rapport.zip” could not be read. ")
    assert batch.problem.endswith(why)
    assert nothing(empty)


@pytest.mark.parametrize("label", ["contacts.contactpoint", "contacts.tag"])
def test_what_only_the_database_can_tell_is_refused_with_its_line(label: str, full: bytes, empty: User) -> None:
    """And everything before it is not there either."""
    files = files_in(full)

    def double(rows: list[dict[str, Any]]) -> None:
        rows[1] = {**rows[0], "id": rows[1]["id"]}

    _line(label, double)(files)
    batch = receive(packed(files), empty)
    assert intake.accept(batch, tier="light", now=MORNING)

    assert not intake.commit_batch(batch, on=MONDAY, now=MORNING)

    batch.refresh_from_db()
    assert batch.state == ImportState.REFUSED
    assert batch.problem == (
        f"“rapport.zip” could not be read. data/{label}.jsonl, line 2: "
        "this row does not go together with those before it."
    )
    assert nothing(empty)
    assert not RestoredRows.for_user(empty).exists()
    empty.refresh_from_db()
    assert empty.timezone != "Asia/Kathmandu"


def test_an_older_archive_without_a_column_gets_what_a_new_row_would(full: bytes, empty: User) -> None:
    files = files_in(full)
    _line("contacts.contact", lambda rows: [row.pop("tie_kept_on") for row in rows])(files)

    bring(packed(files), empty)

    assert set(Contact.for_user(empty).values_list("tie_kept_on", flat=True)) == {None}


def test_an_account_that_holds_something_gets_the_people(full: bytes, mallory: User, alice: User) -> None:
    ContactFactory.create(owner=mallory, first_name="Someone", last_name="Else")

    batch = bring(full, mallory)

    assert batch.archive == {}
    assert batch.report["created"] == Contact.for_user(alice).count()
    assert not Target.for_user(mallory).exists()
    assert bring(full, mallory).report.get("created", 0) == 0


def test_people_of_an_archive_come_with_what_is_known_of_them(alice: User, mallory: User) -> None:
    """From their card, and from the table what a card has no place for."""
    fill(alice, ["=plain "])
    ContactFactory.create(owner=mallory)
    ana = Contact.for_user(alice).get(is_archived=True)

    bring(archive_of(alice), mallory)

    found = Contact.for_user(mallory).get(photo__isnull=False)
    assert (found.name, found.walk_of_life, found.tie) == (ana.name, ana.walk_of_life, ana.tie)
    assert found.how_known == ana.how_known
    assert [each.text for each in found.details.all()] == [each.text for each in ana.details.all()]
    assert found.introduced_by is not None


def test_an_account_that_got_something_meanwhile_stays_as_it_is(full: bytes, empty: User) -> None:
    batch = receive(full, empty)
    TagFactory.create(owner=empty)
    assert intake.accept(batch, tier="light", now=MORNING)

    assert not intake.commit_batch(batch, on=MONDAY, now=MORNING)

    batch.refresh_from_db()
    assert batch.state == ImportState.REFUSED
    assert "Your account holds something by now" in batch.problem
    assert Tag.for_user(empty).count() == 1
    assert not Contact.for_user(empty).exists()


def test_a_worker_that_died_begins_again(full: bytes, empty: User, alice: User) -> None:
    batch = receive(full, empty)
    assert intake.accept(batch, tier="light", now=MORNING)

    def die(done: int, _total: int) -> None:
        if done > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        intake.commit_batch(batch, on=MONDAY, now=MORNING, progress=die)
    assert nothing(empty)

    tasks.commit_import(batch.pk)

    assert renumbered(empty) == renumbered(alice)


def undo(batch: ImportBatch) -> ImportBatch:
    assert intake.recall(batch, now=LATER)
    assert intake.undo_batch(batch, on=MONDAY, now=LATER)
    batch.refresh_from_db()
    return batch


def test_undoing_takes_all_of_it_back(full: bytes, empty: User, alice: User) -> None:
    settings = {each.name: getattr(empty, each.name) for each in preferences()}
    expected = renumbered(alice)

    batch = undo(bring(full, empty))

    assert (batch.state, batch.report["kept"], batch.archive["stayed"]) == (ImportState.UNDONE, 0, [])
    assert nothing(empty)
    assert renumbered(alice) == expected
    empty.refresh_from_db()
    assert {each.name: getattr(empty, each.name) for each in preferences()} == settings


def test_undoing_leaves_what_was_changed_or_added_to(full: bytes, empty: User) -> None:
    batch = bring(full, empty)
    ana, led = Contact.for_user(empty).get(is_archived=True), Contact.for_user(empty).filter(is_archived=False).first()
    assert led is not None
    ana.notes = "Hers is a new job."
    ana.save()
    points = ana.points.count()
    tag = Tag.for_user(empty).first()
    assert tag is not None
    new = ContactFactory.create(owner=empty)
    new.tags.add(tag)
    interaction = InteractionFactory.create(contact=led)

    undo(batch)

    ana.refresh_from_db()
    assert (ana.notes, ana.points.count()) == ("Hers is a new job.", points)
    assert Interaction.for_user(empty).filter(pk=interaction.pk).exists()
    assert Tag.for_user(empty).filter(pk=tag.pk, contacts=new).exists()
    assert sorted((kind, why) for kind, _, why in batch.archive["stayed"]) == [
        ("contact", "There is more to it since."),
        ("contact", "You changed this since."),
        ("tag", "There is more to it since."),
    ]


def _mutations(archive: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Archives with something wrong in them: a byte of the zip, or of a file in it, or a value of a row."""
    chance = random.Random(seed)
    files = files_in(archive)
    names = [name for name in files if name.startswith("data/") or name == "rapport.json"]
    values: list[Any] = [
        None,
        True,
        -1,
        0,
        10**30,
        1.5,
        "",
        "x" * 5000,
        "\ud800",
        "\x00",
        [],
        {},
        [[1]],
        "9999-99-99",
        "0001-01-01",
    ]
    for _ in range(count):
        kind = chance.randrange(3)
        if kind == 0:
            raw = bytearray(archive)
            raw[chance.randrange(len(raw))] = chance.randrange(256)
            yield bytes(raw)
            continue
        broken = dict(files)
        name = chance.choice(names)
        if kind == 1:
            content = bytearray(broken[name])
            content[chance.randrange(len(content))] = chance.randrange(256)
            broken[name] = bytes(content)
        else:
            lines = broken[name].split(b"\n") if name != "rapport.json" else [broken[name]]
            at = chance.randrange(max(1, len(lines) - 1))
            row = json.loads(lines[at])
            row[chance.choice(list(row))] = chance.choice(values)
            lines[at] = json.dumps(row).encode()
            broken[name] = b"\n".join(lines)
        yield packed(broken)


def _survive(archive: bytes, owner: User, others: Callable[[], Any], count: int, seed: int) -> None:
    expected = others()
    for content in _mutations(archive, count, seed):
        batch = receive(content, owner)
        if batch.state == ImportState.READY and batch.archive:
            intake.accept(batch, tier="light", now=MORNING)
            if intake.commit_batch(batch, on=MONDAY, now=MORNING):
                batch.refresh_from_db()
                undo(batch)
                assert batch.report["kept"] == 0
        else:
            assert batch.state in {ImportState.REFUSED, ImportState.READY, ImportState.COLUMNS}
        assert nothing(owner)
    assert others() == expected


def test_whatever_is_wrong_with_it_nothing_else_changes(full: bytes, empty: User, alice: User) -> None:
    _survive(full, empty, lambda: renumbered(alice), 100, seed=1)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(2, 6))
def test_whatever_is_wrong_with_it_at_length(seed: int, full: bytes, empty: User, alice: User) -> None:
    _survive(full, empty, lambda: renumbered(alice), 500, seed=seed)


def test_questions_of_an_archive_from_before_the_bank_come_back_as_rows_and_go_with_it(
    alice: User, empty: User
) -> None:
    """They were one text then; no word of theirs may be lost."""
    interview = InterviewFactory.create(contact__owner=alice)
    files = files_in(archive_of(alice))
    [line] = files["data/interviews.interview.jsonl"].splitlines()
    said = json.loads(line)
    assert "questions" not in said
    former = json.dumps({**said, "questions": "Why rail?\n\n  Whom else?  "})
    files["data/interviews.interview.jsonl"] = f"{former}\n".encode()

    batch = bring(packed(files), empty)

    rows = InterviewQuestion.for_user(empty)
    assert list(rows.values_list("text", "position")) == [("Why rail?", 0), ("Whom else?", 1)]
    assert interview.picked_questions.count() == 0

    undo(batch)

    assert nothing(empty)
