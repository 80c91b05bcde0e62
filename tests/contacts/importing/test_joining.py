"""Many rows about one person say the same as two and two of them joined."""

from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.importing.joining import join_organizations, join_people
from contacts.importing.records import Fact, Happening, Job, OrganizationRecord, PersonRecord, Point, add_lines, join
from contacts.importing.rolls import Reading, compared, normalised_in

WORDS = st.sampled_from(["", "Ana", "Silva", "Acme", "ana@example.com"])
LINES = st.lists(st.sampled_from(["tea", "Tea", "trains", "", "a b", "a  b"]), max_size=4).map("\n".join).map(str.strip)
POINTS = st.lists(
    st.sampled_from([Point("email", "", "ana@example.com"), Point("email", "work", "ANA@example.com"),
                     Point("phone", "", "912345678"), Point("profile", "", "acme.com")]), max_size=4)  # fmt: skip
PEOPLE = st.builds(
    PersonRecord,
    line=st.integers(1, 9),
    first_name=st.sampled_from(["Ana", "ana@example.com"]),
    last_name=st.sampled_from(["", "Silva"]),
    title=WORDS,
    organization=WORDS,
    notes=LINES,
    points=POINTS.map(lambda points: tuple(dict.fromkeys(points))),
    tags=st.lists(WORDS.filter(bool), unique=True, max_size=2).map(tuple),
    facts=st.lists(st.sampled_from([Fact("family", "x"), Fact("job", "y")]), unique=True).map(tuple),
    happenings=st.lists(
        st.sampled_from([Happening("call", "mutual", "2026-01-01", "x", "1")]), unique=True
    ).map(tuple),
    skip_unless_known=WORDS,
    photo=st.sampled_from([b"", b"x"]),
    ref=WORDS,
)  # fmt: skip


def reading(record: PersonRecord) -> Reading:
    return Reading(record, normalised_in(compared(record, country="PT")))


@settings(max_examples=200, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=4))
def test_joining_many_is_joining_two_and_two(records: list[PersonRecord]) -> None:
    joined = join_people([reading(record) for record in records])

    expected = reduce(join, records)
    points = {(point.kind, normalised) for record in records for point, normalised in reading(record).points}
    unalike = {"points": ()}
    assert {name: getattr(joined.record, name) for name in PersonRecord.__slots__ if name not in unalike} == {
        name: getattr(expected, name) for name in PersonRecord.__slots__ if name not in unalike
    }
    assert {(point.kind, normalised) for point, normalised in joined.points} == points


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_notes_of_organizations_are_joined_line_by_line(notes: list[str]) -> None:
    records = [OrganizationRecord(line=n, name="Acme", notes=note) for n, note in enumerate(notes)]

    assert join_organizations(records).notes == reduce(add_lines, notes)


def test_an_organization_of_many_rows_has_everything_any_of_them_says() -> None:
    job = Job("Buyer", "", "", "")

    joined = join_organizations(
        [
            OrganizationRecord(line=2, name="Acme", jobs=(job,)),
            OrganizationRecord(line=3, name="ACME", website="https://acme.example.com", is_of_interest=True),
            OrganizationRecord(line=4, name="ACME", website="https://other.example.com", jobs=(job,)),
        ]
    )

    assert joined == OrganizationRecord(
        line=2, name="Acme", website="https://acme.example.com", jobs=(job,), is_of_interest=True
    )
