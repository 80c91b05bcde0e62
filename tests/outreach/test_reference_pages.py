"""The pages of references: the roster, one of them, their calls, and what is written to them (P51)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import SearchBrief, User
from contacts.models import Contact, Interaction, Organization
from outreach.models import Draft, Reference, ReferenceStep, ReferenceUse
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    ReferenceFactory,
    ReferenceUseFactory,
    TargetFactory,
)

NEW = {"asked_on": None, "affirmed_on": None, "goals_on": None}


@pytest.fixture
def wei(alice: User) -> Contact:
    contact = ContactFactory.create(
        owner=alice, first_name="Wei", last_name="Zhang", how_known="My manager", tie="strong", walk_of_life="work"
    )
    ContactPointFactory.create(contact=contact, value="wei@example.com")
    return contact


def today(user: User) -> date:
    return user.local_date(timezone.now())


def fresh(contact: Contact, **stands: Any) -> Reference:
    """A reference who heard the goals yesterday."""
    yesterday = today(contact.owner) - timedelta(days=1)
    days = dict.fromkeys(("added_on", "asked_on", "affirmed_on", "goals_on"), yesterday)
    return ReferenceFactory.create(contact=contact, **{**days, **stands})


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def said(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    """The one toast after posting to ``path``."""
    response = client.post(path, data or {}, follow=True)
    [note] = response.context["messages"]
    return str(note)


def test_without_any_the_page_teaches_and_proposes_who_knows_the_work(alices: Client, wei: Contact) -> None:
    shown = page(alices, "/outreach/references/")

    assert "References come first" in shown
    assert "Knows your work · Strong tie" in shown
    assert f"/outreach/references/add/?contact={wei.pk}" in shown


def test_somebody_is_chosen_and_put_on_the_list(alices: Client, wei: Contact) -> None:
    assert f"?contact={wei.pk}" in page(alices, "/outreach/references/add/?q=wei")
    assert "My manager" in page(alices, f"/outreach/references/add/?contact={wei.pk}")

    note = said(alices, "/outreach/references/add/", {"contact": wei.pk, "knows": "Two depots"})

    reference = Reference.unscoped.get()
    assert (note, reference.contact, reference.knows, reference.standing) == (
        "Wei Zhang is on your list of references. Now ask them.",
        wei,
        "Two depots",
        "new",
    )
    again = alices.post("/outreach/references/add/", {"contact": wei.pk, "knows": "Other"})
    assert again.url == reference.get_absolute_url()  # type: ignore[attr-defined]


def test_who_may_not_be_contacted_is_refused_with_the_reason(alices: Client, wei: Contact) -> None:
    Contact.unscoped.update(do_not_contact=True)

    response = alices.post("/outreach/references/add/", {"contact": wei.pk, "knows": "Two depots"})

    assert response.status_code == 422
    assert "You marked them do-not-contact." in response.content.decode()
    assert not Reference.unscoped.exists()


def test_too_long_a_text_is_kept_and_said(alices: Client, wei: Contact) -> None:
    response = alices.post("/outreach/references/add/", {"contact": wei.pk, "knows": "x" * 501})

    assert response.status_code == 422
    assert "x" * 501 in response.content.decode()


def test_the_roster_shows_what_is_next_with_each_in_one_button(alices: Client, alice: User, wei: Contact) -> None:
    fresh(wei)
    use = ReferenceUseFactory.create(
        reference=Reference.unscoped.get(), noted_on=today(alice), expected_on=today(alice) + timedelta(days=2)
    )
    asked = fresh(ContactFactory.create(owner=alice, first_name="Sofia"), affirmed_on=None, goals_on=None)

    response = alices.get("/outreach/references/")

    shown = response.content.decode()
    assert [(card.standing, card.first.title, card.first.is_due) for card in response.context["cards"]] == [
        (
            response.context["cards"][0].standing,
            "Prepare Wei for the call from Globex",
            True,
        ),
        ("Asked yesterday, no answer yet", "Did Sofia say yes to being a reference?", False),
    ]
    assert f'class="btn btn-primary" href="/outreach/write/use/{use.pk}/"' in shown
    assert f'href="{asked.get_absolute_url()}">Note the answer</a>' in shown
    assert "One person speaks for you. Three to five are wanted" in shown


def test_steps_made_elsewhere_are_noted_and_taken_back(alices: Client, wei: Contact) -> None:
    reference = fresh(wei, **NEW)
    url = f"/outreach/references/{reference.pk}/step/"

    notes = [said(alices, url, {"kind": kind}) for kind in ("asked", "agreed", "goals", "informed", "retired", "back")]

    assert notes == [
        "You asked Wei to be a reference. Note the answer when it comes.",
        "Wei speaks for you. Next, tell them what you are aiming for.",
        "Wei knows what you are aiming for.",
        "Wei is up to date.",
        "Wei rests as a reference. Nothing is due about it.",
        "Wei is on your list again.",
    ]
    last = ReferenceStep.unscoped.latest("pk")
    assert said(alices, f"/outreach/references/steps/{last.pk}/undo/") == "Taken back."
    first = ReferenceStep.unscoped.earliest("pk")
    assert said(alices, f"/outreach/references/steps/{first.pk}/undo/").startswith("Something else has happened since")
    reference.refresh_from_db()
    assert reference.standing == "retired"


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ({"kind": "goals"}, "Wei has not been asked yet, so you cannot tell them your goals now."),
        ({"kind": "nonsense"}, "Select a valid choice."),
        ({"kind": "asked", "done_on": "2999-01-01"}, "That day is still to come."),
    ],
)
def test_a_step_that_does_not_follow_is_refused_with_what_does(
    alices: Client, wei: Contact, data: dict[str, str], note: str
) -> None:
    reference = fresh(wei, **NEW)

    assert said(alices, f"/outreach/references/{reference.pk}/step/", data).startswith(note)
    assert not ReferenceStep.unscoped.exists()


def test_a_call_is_noted_prepared_thanked_and_told(alices: Client, alice: User, wei: Contact) -> None:
    reference = fresh(wei)
    day = today(alice)
    noted = said(
        alices,
        f"/outreach/references/{reference.pk}/calls/new/",
        {
            "organization_name": "Globex",
            "role": "Planning manager",
            "caller": "Hana Sato",
            "expected_on": day.isoformat(),
        },
    )
    use = ReferenceUse.unscoped.get()
    url = f"/outreach/references/calls/{use.pk}/step/"

    notes = [
        said(alices, url, {"kind": kind, "outcome": "offer" if kind == "outcome" else ""})
        for kind in ("briefed", "thanked", "outcome", "told")
    ]

    assert noted == "Noted. Prepare Wei before Globex calls."
    assert use.organization == Organization.unscoped.get(name="Globex")
    assert notes == [
        "Wei is prepared for the call from Globex.",
        "Wei is thanked.",
        "Noted how it went with Globex. Wei should hear it from you.",
        "Wei knows how it went with Globex.",
    ]
    shown = page(alices, f"/outreach/references/{reference.pk}/")
    assert "You got an offer" in shown
    assert "All is done here." in shown


@pytest.mark.parametrize(
    ("data", "field", "error"),
    [
        ({"organization_name": "\u0301", "role": "Planner"}, "organization_name", "Where does the call come from?"),
        ({"organization_name": "Globex", "role": ""}, "role", "This field is required."),
    ],
)
def test_half_a_call_is_asked_again_and_kept(
    alices: Client, wei: Contact, data: dict[str, str], field: str, error: str
) -> None:
    reference = fresh(wei)

    response = alices.post(f"/outreach/references/{reference.pk}/calls/new/", {**data, "caller": "Hana Sato"})

    assert response.status_code == 422
    assert response.context["form"].errors[field][0].startswith(error)
    assert "Hana Sato" in response.content.decode()
    assert not ReferenceUse.unscoped.exists()


def test_a_call_changes_and_goes(alices: Client, wei: Contact) -> None:
    use = ReferenceUseFactory.create(reference=fresh(wei))

    assert 'value="Globex"' in page(alices, f"/outreach/references/calls/{use.pk}/")
    changed = {"organization_name": "Initech", "role": "Planner", "caller": "", "expected_on": ""}
    assert said(alices, f"/outreach/references/calls/{use.pk}/", changed) == "Saved."
    use.refresh_from_db()
    assert (use.place, use.role, use.caller, use.expected_on) == ("Initech", "Planner", "", None)
    assert "Remove the call from Initech?" in page(alices, f"/outreach/references/calls/{use.pk}/delete/")
    assert said(alices, f"/outreach/references/calls/{use.pk}/delete/") == "The call from Initech is removed."
    assert not ReferenceUse.unscoped.exists()


def test_how_it_went_has_to_be_said(alices: Client, wei: Contact) -> None:
    use = ReferenceUseFactory.create(reference=fresh(wei))

    assert said(alices, f"/outreach/references/calls/{use.pk}/step/", {"kind": "outcome"}) == "Say how it went."


def test_who_has_not_said_yes_is_called_by_nobody(alices: Client, wei: Contact) -> None:
    reference = fresh(wei, **NEW)

    assert (
        said(alices, f"/outreach/references/{reference.pk}/calls/new/")
        == "Ask Wei first: nobody should be called who does not expect it."
    )


def test_a_fourth_call_warns_names_another_and_goes_on(alices: Client, alice: User, wei: Contact) -> None:
    reference = fresh(wei)
    ana = fresh(ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis"))
    for days in (1, 5, 9):
        ReferenceUseFactory.create(reference=reference, expected_on=today(alice) - timedelta(days=days))
    url = f"/outreach/references/{reference.pk}/calls/new/"

    shown = page(alices, url)
    alices.post(url, {"organization_name": "Initech", "role": "Planner"})

    assert "This would be the fourth call for Wei in 60 days." in shown
    assert f'href="/outreach/references/{ana.pk}/calls/new/">Name Ana Reis instead</a>' in shown
    assert reference.uses.count() == 4
    assert "Wei speaks for you four times between" in page(alices, reference.get_absolute_url())


def test_off_the_list_goes_what_is_said_and_the_person_stays(alices: Client, wei: Contact) -> None:
    reference = ReferenceUseFactory.create(reference=fresh(wei)).reference

    assert "and 1 noted call" in page(alices, f"/outreach/references/{reference.pk}/delete/")
    assert said(alices, f"/outreach/references/{reference.pk}/delete/") == "Wei Zhang is off your list of references."
    assert (Reference.unscoped.count(), ReferenceUse.unscoped.count(), Contact.unscoped.count()) == (0, 0, 1)


def message(body: str, **more: Any) -> dict[str, Any]:
    return {"channel": "email", "subject": "Globex will call you", "body": body, "version": 0, "page": "a", **more}


BRIEF = "Dear Wei, Hana Sato of Globex will call you about the planning manager. Does Friday suit you?"


def test_each_step_begins_with_what_suits_and_what_is_known(alices: Client, alice: User, wei: Contact) -> None:
    SearchBrief.unscoped.create(owner=alice, roles="planner")
    reference = fresh(wei, **NEW)
    use = ReferenceUseFactory.create(reference=fresh(ContactFactory.create(owner=alice, first_name="Ana")))

    ask = alices.get(f"/outreach/write/reference/{reference.pk}/")
    brief = alices.get(f"/outreach/write/use/{use.pk}/")

    assert ask.context["draft"].body.startswith("Dear Wei,\n\n[When you worked together, and on what.]")
    assert "I am looking for work as planner." in ask.context["draft"].body
    assert ask.context["errand"].title == "Ask Wei to be a reference"
    assert "about Planning manager." in brief.context["draft"].body
    assert [each.key for each, _ in brief.context["fits"]] == ["skeleton-reference-brief"]
    assert "What Ana could speak to" in brief.content.decode()


def test_sent_logs_it_and_records_the_step_once(alices: Client, alice: User, wei: Contact) -> None:
    day = today(alice)
    use = ReferenceUseFactory.create(reference=fresh(wei), noted_on=day, expected_on=day + timedelta(days=3))
    url = f"/outreach/write/use/{use.pk}/sent/"
    sent = message(BRIEF, made_on=day.isoformat(), number=8)

    note = said(alices, url, sent)
    again = said(alices, url, sent)

    use.refresh_from_db()
    step = ReferenceStep.unscoped.get()
    assert note == "Wei is prepared for the call from Globex."
    assert again == "That step is on record already, perhaps from another tab. Nothing was doubled."
    assert (use.briefed_on, step.kind) == (day, "briefed")
    assert step.interaction == Interaction.unscoped.get(
        contact=wei, kind="email", direction="outgoing", summary=f"Subject: Globex will call you\n\n{BRIEF}"
    )
    assert not Draft.unscoped.exists()


def test_a_brief_that_names_nobody_is_said_so(alices: Client, wei: Contact) -> None:
    use = ReferenceUseFactory.create(reference=fresh(wei))

    response = alices.post(
        f"/outreach/write/use/{use.pk}/save/",
        message("Dear Wei, does Friday suit you?"),
        headers={"HX-Request": "true"},
    )

    [finding] = response.context["reading"].findings
    assert (finding.check, finding.says) == ("names_the_call", "Say who will call and the role.")


def test_a_message_to_a_reference_is_its_own_beside_the_one_to_the_person(alices: Client, wei: Contact) -> None:
    reference = fresh(wei)
    alices.post(f"/outreach/write/reference/{reference.pk}/save/", message("Dear Wei, news.", number=5))
    alices.post(f"/outreach/write/person/{wei.pk}/save/", message("Dear Wei, how are you?"))

    assert sorted(Draft.unscoped.values_list("body", "reference", "contact")) == [
        ("Dear Wei, how are you?", None, wei.pk),
        ("Dear Wei, news.", reference.pk, None),
    ]
    assert "Dear Wei, news." in page(alices, f"/outreach/write/reference/{reference.pk}/")


def test_what_was_begun_for_an_earlier_step_says_so(alices: Client, wei: Contact) -> None:
    reference = fresh(wei, goals_on=None)
    alices.post(f"/outreach/write/reference/{reference.pk}/save/", message("My goals.", number=4))
    Reference.unscoped.update(goals_on=reference.affirmed_on)

    shown = page(alices, f"/outreach/write/reference/{reference.pk}/")

    assert "You began this for an earlier step." in shown
    assert "Bring Wei up to date" in shown


@pytest.mark.parametrize(
    ("stands", "refusal"),
    [
        ({"retired_on": date(2026, 11, 1)}, "Wei rests as a reference."),
        ({"affirmed_on": None, "goals_on": None, "declined_on": date(2026, 11, 1)}, "Wei would rather not"),
    ],
)
def test_nothing_is_written_to_who_rests(alices: Client, wei: Contact, stands: dict[str, Any], refusal: str) -> None:
    reference = fresh(wei, **stands)
    url = f"/outreach/write/reference/{reference.pk}/"

    response = alices.post(f"{url}sent/", message("Dear Wei", made_on=today(wei.owner).isoformat()))

    assert refusal in page(alices, url)
    assert response.status_code == 422
    assert not Interaction.unscoped.exists()


def test_a_target_who_agrees_becomes_a_reference(alices: Client, alice: User, wei: Contact) -> None:
    campaign = CampaignFactory.create(owner=alice, kind="references", ask_kind="reference")
    target = TargetFactory.create(campaign=campaign, contact=wei, state="replied", next_attempt_on=None)

    assert f'action="/outreach/targets/{target.pk}/reference/"' in page(alices, target.get_absolute_url())
    note = said(alices, f"/outreach/targets/{target.pk}/reference/")

    assert note == "Wei speaks for you. Next, tell them what you are aiming for."
    target.refresh_from_db()
    assert (target.state, Reference.unscoped.get().standing) == ("done", "agreed")
    assert said(alices, f"/outreach/targets/{target.pk}/reference/").startswith("Wei stands at “done”")


def test_a_persons_page_says_that_they_are_a_reference_and_what_is_next(
    alices: Client, alice: User, wei: Contact
) -> None:
    use = ReferenceUseFactory.create(reference=fresh(wei))

    shown = page(alices, wei.get_absolute_url())

    assert "Prepare Wei for the call from Globex" in shown or "Thank Wei for speaking with Globex" in shown
    assert f'href="/outreach/write/use/{use.pk}/"' in shown


def test_a_persons_page_costs_one_query_more_for_a_reference(alices: Client, alice: User, wei: Contact) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            alices.get(wei.get_absolute_url())
        return len(counted)

    queries()
    before = queries()
    ReferenceUseFactory.create_batch(2, reference=fresh(wei))

    assert queries() == before <= 12


def test_outside_a_search_the_pages_say_so_and_take_answers(alices: Client, alice: User, wei: Contact) -> None:
    reference = fresh(wei, affirmed_on=None, goals_on=None)
    User.objects.update(search_state="paused")

    assert "You are not searching just now" in page(alices, "/outreach/references/")
    assert 'value="agreed"' in page(alices, reference.get_absolute_url())
    assert "Wei speaks for you." in said(alices, f"/outreach/references/{reference.pk}/step/", {"kind": "agreed"})


@pytest.mark.parametrize("path", ["/outreach/references/", "detail"])
def test_pages_ask_no_more_for_three_than_for_one(alices: Client, alice: User, wei: Contact, path: str) -> None:
    reference = fresh(wei)
    ReferenceUseFactory.create(reference=reference)
    url = reference.get_absolute_url() if path == "detail" else path

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            alices.get(url)
        return len(counted)

    queries()
    with_one = queries()
    for _ in range(2):
        ReferenceUseFactory.create_batch(2, reference=fresh(ContactFactory.create(owner=alice)))
    ReferenceUseFactory.create_batch(2, reference=reference)

    assert queries() == with_one <= 12
