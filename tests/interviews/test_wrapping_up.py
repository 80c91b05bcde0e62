"""What came of a conversation, kept in one go, once however often it is sent, and changed later (P36-P42)."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact, FollowUp
from interviews import names_given, scheduling, wrapping_up
from interviews.models import Insight, Interview
from interviews.names_given import Given, NamedThemselvesError, TooManyNamesError, Way
from interviews.wrapping_up import Taken, Thing, WrapUp
from outreach.introducing import beginning, steps
from outreach.models import Introduction, StepKind
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InterviewFactory, InterviewQuestionFactory, OrganizationFactory

TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", how_known="Freight Forum")


@pytest.fixture
def held(hana: Contact) -> Interview:
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(hours=1))
    scheduling.hold(interview, now=MORNING, on=MONDAY)
    return interview


def given(interview: Interview, text: str, **answers: str) -> list[Given]:
    """Whom ``text`` names, with nothing in doubt."""
    found, doubts = names_given.read(
        interview, text, answers={key.replace("_", " "): each for key, each in answers.items()}
    )
    assert doubts == []
    return found


def save(interview: Interview, on: date = MONDAY, **said: Any) -> list[str]:
    """Keep what was said; returns who was newly named."""
    return [each.name for each in wrapping_up.save(interview, WrapUp(**said), now=MORNING, on=on)]


def introductions(owner: User) -> list[tuple[str, str, str]]:
    rows = Introduction.for_user(owner).order_by("pk")
    return [(each.connector_name, each.wish, each.state) for each in rows]


def test_names_become_contacts_led_to_by_whom_one_talked_with(alice: User, held: Interview, hana: Contact) -> None:
    """P37: each with an introduction; the talk says that the user got something (P28)."""
    named = save(held, given=given(held, "Ana Reis, planner at Kessel\nTom Berg"), write_on=FRIDAY)

    ana, tom = Contact.for_user(alice).exclude(pk=hana.pk).order_by("pk")
    assert named == ["Ana Reis", "Tom Berg"]
    assert (ana.name, ana.headline, ana.introduced_by, ana.how_known) == (
        "Ana Reis",
        "planner, Kessel",
        hana,
        "Hana Sato named them",
    )
    assert (ana.tie, ana.tier, ana.added_on) == ("none", "light", MONDAY)
    assert introductions(alice) == [("Hana Sato", "Ana Reis", "made"), ("Hana Sato", "Tom Berg", "made")]
    assert [(each.contact, each.what, each.due_on) for each in held.things.order_by("pk")] == [
        (ana, "Write to Ana, whom Hana named", FRIDAY),
        (tom, "Write to Tom, whom Hana named", FRIDAY),
    ]
    assert held.interaction is not None
    held.interaction.refresh_from_db()
    assert held.interaction.received == "the names of Ana Reis and Tom Berg"
    assert [each.kind for each in hana.interactions.all()] == ["meeting"]


def test_whoever_will_be_introduced_waits_for_that(alice: User, held: Interview) -> None:
    save(held, given=given(held, "Ana Reis"), way=Way.INTRODUCED)

    assert introductions(alice) == [("Hana Sato", "Ana Reis", "agreed")]
    assert Introduction.for_user(alice).get().agreed_on == MONDAY


def test_thanks_for_a_name_wait_for_the_thank_you_of_the_talk(alice: User, held: Interview) -> None:
    save(held, given=given(held, "Ana Reis"))

    assert Introduction.for_user(alice).get().snoozed_until == MONDAY + timedelta(days=3)


def test_a_name_that_is_here_already_is_asked_about_and_not_doubled(
    alice: User, held: Interview, hana: Contact
) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis", title="", is_archived=True)

    found, doubts = names_given.read(held, "ana reis, planner at Kessel\nTom Berg", answers={})
    assert [each.typed.name for each in found] == ["Tom Berg"]
    assert [(each.key, each.field, list(each.namesakes)) for each in doubts] == [("ana reis", "who:ana reis", [ana])]

    save(held, given=given(held, "ana reis, planner at Kessel", ana_reis=str(ana.pk)))
    ana.refresh_from_db()
    assert (ana.title, ana.introduced_by, ana.is_archived) == ("planner", hana, False)
    assert Contact.for_user(alice).count() == 2

    save(held, given=given(held, "Ana Reis"))
    assert Contact.for_user(alice).count() == 2


def test_somebody_else_of_that_name_is_somebody_new(alice: User, held: Interview) -> None:
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")

    save(held, given=given(held, "Ana Reis", ana_reis="new"))

    assert Contact.for_user(alice).filter(last_name="Reis").count() == 2


def test_whoever_led_to_them_first_stays_so(alice: User, held: Interview) -> None:
    """Said once, never changed without asking; the introduction is noted all the same."""
    first = ContactFactory.create(owner=alice, first_name="Wei")
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis", introduced_by=first)

    save(held, given=given(held, "Ana Reis", ana_reis=str(ana.pk)))

    ana.refresh_from_db()
    assert ana.introduced_by == first
    assert introductions(alice) == [("Hana Sato", "Ana Reis", "made")]


def test_the_one_talked_with_cannot_have_named_themselves(held: Interview) -> None:
    with pytest.raises(NamedThemselvesError, match="Hana Sato is whom you talked with"):
        names_given.read(held, "Hana Sato", answers={})


def test_somebody_not_to_be_contacted_is_noted_and_nothing_is_asked(alice: User, held: Interview) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis", do_not_contact=True)

    save(held, given=given(held, "Ana Reis", ana_reis=str(ana.pk)), write_on=FRIDAY)

    assert list(held.named.all()) == [ana]
    assert (introductions(alice), FollowUp.for_user(alice).count()) == ([], 0)


def test_an_introduction_thought_of_before_goes_on(alice: User, held: Interview, hana: Contact) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    asked = beginning.note(connector=hana, whom=ana, on=MONDAY - timedelta(days=9))
    steps.take(asked, StepKind.ASKED, on=MONDAY - timedelta(days=8))

    save(held, given=given(held, "Ana Reis", ana_reis=str(ana.pk)))

    assert introductions(alice) == [("Hana Sato", "Ana Reis", "made")]


def test_taken_out_they_stay_a_contact_and_nothing_else(alice: User, held: Interview) -> None:
    save(held, given=given(held, "Ana Reis"), write_on=FRIDAY)
    ana = held.named.get()

    save(held, taken_out=[ana])

    ana.refresh_from_db()
    assert (ana.introduced_by, list(held.named.all()), introductions(alice)) == (None, [], [])
    assert FollowUp.for_user(alice).count() == 0
    assert held.interaction is not None
    held.interaction.refresh_from_db()
    assert held.interaction.received == ""


def test_all_of_it_is_kept_once_however_often_it_is_sent(alice: User, held: Interview, hana: Contact) -> None:
    said: dict[str, Any] = {
        "given": given(held, "Ana Reis"),
        "write_on": FRIDAY,
        "things": [Thing(what="Read the port report", due_on=FRIDAY)],
        "insights": [Taken(text="Drivers decide", tags=["rail", "people"])],
        "spoke_more": "they",
        "interrupted": "once",
        "mood_before": 2,
        "mood_after": 4,
        "keep_in_mind": True,
        "next_touch_on": date(2027, 2, 1),
    }

    save(held, **said)
    save(held, **(said | {"given": given(held, "Ana Reis")}))

    held.refresh_from_db()
    assert [getattr(held, name) for name in wrapping_up.REVIEW] == ["they", "once", 2, 4, True]
    assert held.wrapped_up_at == MORNING
    assert sorted(FollowUp.for_user(alice).values_list("what", "due_on")) == [
        ("Be in touch with Hana again", date(2027, 2, 1)),
        ("Read the port report", FRIDAY),
        ("Write to Ana, whom Hana named", FRIDAY),
    ]
    insight = Insight.for_user(alice).get()
    assert (insight.text, [tag.name for tag in insight.tags.all()]) == ("Drivers decide", ["people", "rail"])
    assert Contact.for_user(alice).count() == 2


def test_all_of_it_can_be_changed_later(alice: User, held: Interview) -> None:
    save(
        held,
        things=[Thing(what="Read the report", due_on=FRIDAY), Thing(what="Call the union", due_on=FRIDAY)],
        insights=[Taken(text="Drivers decide", tags=["rail"]), Taken(text="Lyon opens")],
        next_touch_on=FRIDAY,
        mood_after=2,
    )
    read, call = wrapping_up.things_of(held)
    drivers, lyon = held.insights.all()

    save(
        held,
        things=[
            Thing(what="Read the port report", due_on=TUESDAY, pk=read.pk),
            Thing(what="", due_on=FRIDAY, pk=call.pk),
        ],
        insights=[
            Taken(text="Drivers decide what runs", was="Drivers decide", tags=[], pk=drivers.pk),
            Taken(text=" ", was="Lyon opens", pk=lyon.pk),
        ],
        mood_after=5,
    )

    assert [(each.what, each.due_on) for each in FollowUp.for_user(alice)] == [("Read the port report", TUESDAY)]
    kept = Insight.for_user(alice).get()
    assert (kept.text, kept.tags.count()) == ("Drivers decide what runs", 0)
    held.refresh_from_db()
    assert (held.mood_after, held.next_touch) == (5, None)


def test_an_insight_changed_on_two_devices_keeps_both(held: Interview) -> None:
    save(held, insights=[Taken(text="Drivers decide")])
    insight = held.insights.get()

    save(held, insights=[Taken(text="Drivers decide in Lyon", was="Drivers decide", pk=insight.pk)])
    save(held, insights=[Taken(text="Ask the drivers", was="Drivers decide", pk=insight.pk)])

    insight.refresh_from_db()
    assert insight.text == "Drivers decide in Lyon\nAsk the drivers"


def test_it_is_refused_before_it_was_held(hana: Contact) -> None:
    scheduled = InterviewFactory.create(contact=hana)

    with pytest.raises(scheduling.StepNotAllowedError):
        save(scheduled, mood_after=4)


def test_who_led_here_is_owed_a_word_also_when_noted_later(alice: User, held: Interview, hana: Contact) -> None:
    """P42: ``introduced_by`` alone is enough, at the talk or afterwards."""
    hana.introduced_by = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")
    hana.save()
    held.contact.refresh_from_db()

    save(held)
    save(held)

    assert introductions(alice) == [("Wei Zhang", "Hana Sato", "met")]


def test_an_organization_is_not_taken_for_somebody(alice: User, held: Interview) -> None:
    OrganizationFactory.create(owner=alice, name="Kessel")

    save(held, given=given(held, "Ana Reis, Kessel"))

    assert [(each.name, each.headline) for each in held.named.all()] == [("Ana Reis", "Kessel")]


def test_of_two_sheets_sent_at_once_the_second_doubles_nobody(alice: User, held: Interview) -> None:
    """Both were read before either was kept."""
    one, other = given(held, "Ana Reis"), given(held, "Ana Reis")

    assert [save(held, given=each) for each in (one, other)] == [["Ana Reis"], []]
    assert Contact.for_user(alice).count() == 2


def test_a_first_name_alone_is_asked_about_where_somebody_has_it(alice: User, held: Interview, mallory: User) -> None:
    ContactFactory.create(owner=mallory, first_name="Ana", last_name="Theirs")
    ContactFactory.create(owner=alice, first_name="Anabel", last_name="Cruz")
    long_ago = ContactFactory.create(owner=alice, first_name="Ána", last_name="Reis")
    lately = ContactFactory.create(owner=alice, first_name="Ana", last_name="Lopes", last_interaction_on=MONDAY)

    found, [doubt] = names_given.read(held, "Ana, planner at Kessel\nTom", answers={})

    assert ([each.typed.name for each in found], list(doubt.namesakes)) == (["Tom"], [lately, long_ago])


def test_more_names_than_anybody_gives_are_refused(held: Interview) -> None:
    with pytest.raises(TooManyNamesError, match="These are 31 names"):
        names_given.read(held, "\n".join(f"Ana{number} Reis" for number in range(31)), answers={})


def test_an_insight_says_which_question_brought_it(held: Interview) -> None:
    first, second = InterviewQuestionFactory.create_batch(2, interview=held)

    save(held, insights=[Taken(text="Drivers decide", question=first.pk)])
    insight = held.insights.get()
    assert insight.question == first

    save(held, insights=[Taken(text="Drivers decide", was="Drivers decide", question=second.pk, pk=insight.pk)])
    insight.refresh_from_db()
    assert insight.question == second
    second.delete()
    insight.refresh_from_db()
    assert insight.question is None
