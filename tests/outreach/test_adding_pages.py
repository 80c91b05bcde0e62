"""Choosing people for a campaign, and saying why each of them."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchBrief, User
from contacts.models import Change, Contact
from outreach import pursuit
from outreach.models import Campaign, Target
from outreach.targeting import Pick, add_targets
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, OrganizationFactory, TargetFactory

ADD = "/outreach/add/"


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", how_known="Ana’s flatmate")


@pytest.fixture
def wei(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang", how_known="")


def names(people: Any) -> list[str]:
    return [person.first_name for person in people]


def post(client: Client, *people: Contact, campaign: Campaign | str = "", **fields: str) -> Any:
    data: dict[str, Any] = {
        "contact": [person.pk for person in people],
        "campaign": campaign.pk if isinstance(campaign, Campaign) else campaign,
    }
    return client.post(ADD, data | {name.replace("__", "-"): value for name, value in fields.items()})


def test_choosing_offers_those_who_know_your_work_first(alices: Client, alice: User) -> None:
    """P06, P12."""
    for name, tie, walk in (
        ("Stranger", "none", ""),
        ("Weak", "weak", ""),
        ("Colleague", "weak", "work"),
        ("Friend", "strong", "friends"),
        ("Mentor", "strong", "work"),
    ):
        ContactFactory.create(owner=alice, first_name=name, tie=tie, walk_of_life=walk)
    ContactFactory.create(owner=alice, first_name="Gone", is_archived=True)
    ContactFactory.create(owner=alice, first_name="Never", do_not_contact=True)

    response = alices.get(ADD)

    assert names(response.context["found"]) == ["Mentor", "Friend", "Colleague", "Weak", "Stranger"]
    assert response.templates[0].name == "outreach/target_choose.html"


def test_choosing_for_a_campaign_leaves_out_who_is_in_it(
    alices: Client, campaign: Campaign, hana: Contact, wei: Contact
) -> None:
    TargetFactory.create(campaign=campaign, contact=hana)

    response = alices.get(ADD, {"campaign": campaign.pk, "find": 1})

    assert names(response.context["found"]) == ["Wei"]
    assert response.context["campaign"] == campaign


def test_choosing_keeps_the_ticked_while_searching(alices: Client, alice: User, hana: Contact, wei: Contact) -> None:
    ContactFactory.create(
        owner=alice, first_name="Ben", organization=OrganizationFactory.create(owner=alice, name="Kessel")
    )

    response = alices.get(f"{ADD}?q=kessel&find=1&contact={hana.pk}")

    assert names(response.context["picked"]) == ["Hana"]
    assert names(response.context["found"]) == ["Ben"]


def test_searching_with_htmx_answers_the_rows_alone(alices: Client, hana: Contact) -> None:
    response = alices.get(f"{ADD}?q=hana&find=1", headers={"HX-Request": "true"})

    page = response.content.decode()
    assert "Hana Sato" in page
    assert "<html" not in page


@pytest.mark.parametrize(("search", "says"), [("nobody", "Nobody matches “nobody”."), ("", "There is nobody yet.")])
def test_choosing_says_so_when_nobody_is_there(alices: Client, search: str, says: str) -> None:
    assert says in alices.get(f"{ADD}?q={search}&find=1").content.decode()


def test_choosing_says_when_there_are_more(alices: Client, alice: User) -> None:
    """P14: thirty at a time are plenty."""
    for _ in range(31):
        ContactFactory.create(owner=alice)

    response = alices.get(ADD)

    assert len(response.context["found"]) == 30
    assert "There are more. Search to find them" in response.content.decode()


def test_choosing_costs_the_same_queries_for_one_and_for_three(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, organization=OrganizationFactory.create(owner=alice))
    alices.get(ADD)
    with CaptureQueriesContext(connection) as one:
        alices.get(ADD)
    for _ in range(2):
        ContactFactory.create(owner=alice, organization=OrganizationFactory.create(owner=alice))
    with CaptureQueriesContext(connection) as three:
        alices.get(ADD)

    assert len(one) == len(three)


def test_reasons_are_asked_for_each_and_how_known_where_it_is_blank(
    alices: Client, campaign: Campaign, hana: Contact, wei: Contact
) -> None:
    """P07, P08."""
    response = alices.get(ADD, {"contact": [hana.pk, wei.pk]})

    fields = [list(row["form"].fields) for row in response.context["rows"]]
    assert fields == [["reason", "ask_kind"], ["reason", "how_known", "ask_kind"]]
    assert response.context["form"].initial == {"campaign": campaign}


def test_asking_reasons_costs_the_same_queries_for_one_and_for_three(
    alices: Client, alice: User, campaign: Campaign
) -> None:
    people = [
        ContactFactory.create(owner=alice, organization=OrganizationFactory.create(owner=alice)).pk for _ in range(3)
    ]
    alices.get(ADD, {"contact": people})
    with CaptureQueriesContext(connection) as one:
        alices.get(ADD, {"contact": people[:1]})
    with CaptureQueriesContext(connection) as three:
        alices.get(ADD, {"contact": people})

    assert len(one) == len(three)


def test_people_join_ready_with_a_reason_and_as_ideas_without(
    alices: Client, alice: User, campaign: Campaign, hana: Contact, wei: Contact
) -> None:
    """P08."""
    reason = {f"contact-{hana.pk}-reason": "Sells to them", f"contact-{hana.pk}-ask_kind": "information"}

    response = post(alices, hana, wei, campaign=campaign, **reason)

    assert (response.status_code, response.headers["Location"]) == (302, f"/outreach/{campaign.pk}/")
    rows = (
        Target.for_user(alice)
        .order_by("contact__first_name")
        .values_list("contact__first_name", "state", "reason", "ask_kind", "next_attempt_on", "moved_on")
    )
    assert list(rows) == [
        ("Hana", "ready", "Sells to them", "information", MONDAY, MONDAY),
        ("Wei", "idea", "", "advice", None, MONDAY),
    ]
    page = alices.get(f"/outreach/{campaign.pk}/").content.decode()
    assert "Hana and Wei joined “Rail freight”. Still without a reason: Wei." in page


def test_a_reason_without_how_they_are_known_is_asked_again_with_the_text_kept(
    alices: Client, campaign: Campaign, wei: Contact
) -> None:
    """P07."""
    response = post(alices, wei, campaign=campaign, **{f"contact-{wei.pk}-reason": "Knows who signs"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Say in a few words how you know Wei." in page
    assert "Knows who signs" in page
    assert Target.unscoped.count() == 0


def test_how_they_are_known_goes_to_the_contact(alices: Client, campaign: Campaign, wei: Contact) -> None:
    """P07."""
    prefix = f"contact-{wei.pk}"

    post(alices, wei, campaign=campaign, **{f"{prefix}-reason": "Signs", f"{prefix}-how_known": "Ana knows them"})

    assert Contact.unscoped.get(pk=wei.pk).how_known == "Ana knows them"
    assert Target.unscoped.get().state == "ready"


def test_a_new_campaign_can_be_named_along_the_way(alices: Client, alice: User, hana: Contact) -> None:
    """P04."""
    response = post(alices, hana, new_name="Robots", new_goal="Find out")

    made = Campaign.for_user(alice).get()
    assert response.headers["Location"] == f"/outreach/{made.pk}/"
    assert (made.name, made.goal, made.started_on) == ("Robots", "Find out", MONDAY)
    assert Target.unscoped.get().campaign == made


def test_a_new_campaign_needs_its_goal_and_nothing_is_made_without(alices: Client, hana: Contact) -> None:
    """P04."""
    named = post(alices, hana, new_name="Robots", **{f"contact-{hana.pk}-reason": "Typed"})
    nothing = post(alices, hana)

    assert named.context["form"].errors == {"new_goal": ["Say what you want from it; it decides what you ask."]}
    assert "Typed" in named.content.decode()
    assert sorted(nothing.context["form"].errors) == ["new_goal", "new_name"]
    assert (named.status_code, nothing.status_code) == (422, 422)
    assert Campaign.unscoped.count() == Target.unscoped.count() == 0


def test_who_is_in_it_already_is_said_and_left_alone(
    alices: Client, campaign: Campaign, hana: Contact, wei: Contact
) -> None:
    TargetFactory.create(campaign=campaign, contact=hana, reason="As it was")

    asked = alices.get(f"{ADD}?contact={hana.pk}&contact={wei.pk}&campaign={campaign.pk}").content.decode()
    post(alices, hana, wei, campaign=campaign, **{f"contact-{hana.pk}-reason": "Another"})

    assert "Already in this campaign, and left as they are." in asked
    assert Target.unscoped.get(contact=hana).reason == "As it was"
    assert "There already: Hana." in alices.get(f"/outreach/{campaign.pk}/").content.decode()


def test_adding_nobody_new_says_so_as_a_warning(alices: Client, campaign: Campaign, hana: Contact) -> None:
    TargetFactory.create(campaign=campaign, contact=hana)

    response = post(alices, hana, campaign=campaign)

    page = alices.get(response.headers["Location"]).content.decode()
    assert "There already: Hana." in page
    assert "note-warning" in page


@pytest.mark.parametrize(
    ("field", "says"),
    [("is_archived", "They are archived."), ("do_not_contact", "You marked them do-not-contact.")],
)
def test_people_set_aside_are_refused_with_the_reason(
    alices: Client, campaign: Campaign, hana: Contact, wei: Contact, field: str, says: str
) -> None:
    Contact.unscoped.filter(pk=hana.pk).update(**{field: True})

    asked = alices.get(ADD, {"contact": [hana.pk, wei.pk]}).content.decode()
    again = post(alices, hana, wei, campaign="")
    post(alices, hana, wei, campaign=campaign)

    assert says in asked
    assert says in again.content.decode()
    assert list(Target.unscoped.values_list("contact__first_name", flat=True)) == ["Wei"]


def test_someone_set_aside_between_asking_and_adding_is_still_refused(
    alices: Client, alice: User, campaign: Campaign, hana: Contact
) -> None:
    Contact.unscoped.filter(pk=hana.pk).update(do_not_contact=True)

    added = add_targets(campaign=campaign, picks=[Pick(contact=Contact.unscoped.get(pk=hana.pk))], on=MONDAY)

    assert (names(added.refused), added.targets) == (["Hana"], [])


def test_someone_live_in_another_campaign_is_warned_about(
    alices: Client, alice: User, campaign: Campaign, hana: Contact
) -> None:
    """P25."""
    other = CampaignFactory.create(owner=alice, name="Robots")
    TargetFactory.create(campaign=other, contact=hana, state="waiting")

    page = alices.get(ADD, {"contact": hana.pk, "campaign": campaign.pk}).content.decode()

    assert "Also in “Robots”, where they are at “reached out”." in page


def test_the_empty_brief_is_mentioned_beyond_strong_ties_alone(
    alices: Client, alice: User, hana: Contact, wei: Contact
) -> None:
    """P04."""
    Contact.unscoped.filter(pk=hana.pk).update(tie="strong")

    strong = alices.get(ADD, {"contact": hana.pk}).context["warn_brief"]
    weak = alices.get(ADD, {"contact": [hana.pk, wei.pk]}).context["warn_brief"]
    SearchBrief.unscoped.create(owner=alice, roles="Planner")
    said = alices.get(ADD, {"contact": [hana.pk, wei.pk]}).context["warn_brief"]

    assert (strong, weak, said) == (False, True, False)


def test_more_than_a_handful_at_once_is_cut_short(alices: Client, alice: User) -> None:
    """P14, P25: a reason each takes thought."""
    people = [ContactFactory.create(owner=alice).pk for _ in range(27)]

    response = alices.get(ADD, {"contact": people})

    assert len(response.context["rows"]) == 25
    assert "Here are the first 25; 2 more can follow." in response.content.decode()


def test_strangers_people_and_campaigns_are_not_there(
    mallorys: Client, mallory: User, campaign: Campaign, hana: Contact
) -> None:
    own = ContactFactory.create(owner=mallory, first_name="Moe")

    chosen = mallorys.get(ADD, {"contact": hana.pk, "campaign": campaign.pk})
    posted = post(mallorys, own, campaign=campaign)
    mixed = post(mallorys, hana, own, new_name="Mine", new_goal="Mine")

    assert names(chosen.context["found"]) == ["Moe"]
    assert chosen.context["campaign"] is None
    assert posted.status_code == 422
    assert list(posted.context["form"].errors) == ["campaign"]
    assert mixed.status_code == 302
    assert list(Target.unscoped.values_list("contact__first_name", flat=True)) == ["Moe"]


@pytest.mark.parametrize("rubbish", ["x", "", "-1", "²", "9" * 40])
def test_rubbish_in_the_address_leads_to_choosing(alices: Client, hana: Contact, rubbish: str) -> None:
    response = alices.get(ADD, {"contact": rubbish, "campaign": rubbish})

    assert response.status_code == 200
    assert names(response.context["found"]) == ["Hana"]


def test_posting_nobody_leads_to_choosing(alices: Client, hana: Contact) -> None:
    response = alices.post(ADD, {})

    assert names(response.context["found"]) == ["Hana"]
    assert Campaign.unscoped.count() == 0


def test_wrong_methods_are_refused(alices: Client) -> None:
    assert alices.put(ADD).status_code == 405


def test_a_link_says_beforehand_what_to_ask_and_why(alices: Client, alice: User) -> None:
    """P27: the page of paths leads here."""
    ana = ContactFactory.create(owner=alice)
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="", title="Planner")

    page = alices.get(f"/outreach/add/?contact={ana.pk}&about={ben.pk}&ask_kind=introduction")

    [row] = page.context["rows"]
    assert row["form"].initial == {"ask_kind": "introduction", "reason": "Could introduce me to Ben, Planner"}


def test_a_link_about_a_stranger_says_nothing(alices: Client, alice: User, mallory: User) -> None:
    ana, theirs = ContactFactory.create(owner=alice), ContactFactory.create(owner=mallory)

    page = alices.get(f"/outreach/add/?contact={ana.pk}&about={theirs.pk}&ask_kind=everything")

    assert page.context["rows"][0]["form"].initial == {}


# --- Everyone whom a list's filter finds ------------------------------------------------------------------------------


@pytest.fixture
def thirty(alice: User, mallory: User) -> list[Contact]:
    """Thirty weak ties, and who does not fit: a strong tie, one archived, a stranger's."""
    ContactFactory.create(owner=alice, tie="strong")
    ContactFactory.create(owner=alice, tie="weak", do_not_contact=True)
    ContactFactory.create(owner=mallory, tie="weak")
    return ContactFactory.create_batch(30, owner=alice, tie="weak", how_known="school")


def test_of_a_whole_filter_the_first_are_asked_about(
    alices: Client, alice: User, campaign: Campaign, thirty: list[Contact]
) -> None:
    """P08, P14: a reason each, for as many as one can think about at once."""
    TargetFactory.create(campaign=campaign, contact=thirty[0])

    page = alices.get(ADD, {"everyone": "1", "filter": "tie=weak"})

    assert [row["contact"] for row in page.context["rows"]] == sorted(thirty[1:], key=lambda each: each.search_key)[:25]
    assert (page.context["others"], page.context["addable"]) == (4, 25)
    assert '<input type="hidden" name="filter" value="tie=weak">' in page.content.decode()


@pytest.mark.parametrize("others", [True, False])
def test_the_others_wait_as_ideas_if_asked_to(
    alices: Client, alice: User, campaign: Campaign, thirty: list[Contact], others: bool
) -> None:
    shown = alices.get(ADD, {"everyone": "1", "filter": "tie=weak"}).context["rows"]
    first = shown[0]["contact"]
    fields = {"everyone": "1", "filter": "tie=weak", f"contact-{first.pk}__reason": "Built Lyon"}
    response = post(
        alices, *(row["contact"] for row in shown), campaign=campaign, **fields, **({"others": "1"} if others else {})
    )

    states = list(Target.for_user(alice).values_list("state", flat=True))
    assert (states.count("ready"), states.count("idea")) == (1, 29 if others else 24)
    [toast] = get_messages(response.wsgi_request)
    assert ("5 more wait there as ideas, each for a reason." in str(toast)) is others
    alices.post(toast.extra_tags)
    assert Target.for_user(alice).count() == 0
    assert Campaign.for_user(alice).get() == campaign


def test_adding_to_a_new_campaign_is_taken_back_with_it(alices: Client, alice: User, wei: Contact) -> None:
    response = post(
        alices,
        wei,
        new_name="Rail",
        new_goal="Learn",
        **{f"contact-{wei.pk}__reason": "Knows rail", f"contact-{wei.pk}__how_known": "Lyon"},
    )
    [toast] = get_messages(response.wsgi_request)
    assert Target.for_user(alice).get().state == "ready"

    alices.post(toast.extra_tags)

    assert (Target.for_user(alice).count(), Campaign.for_user(alice).count()) == (0, 0)
    wei.refresh_from_db()
    assert wei.how_known == ""


def test_who_was_reached_out_to_since_stays_in_the_campaign(alices: Client, alice: User, hana: Contact) -> None:
    response = post(alices, hana, new_name="Rail", new_goal="Learn", **{f"contact-{hana.pk}__reason": "Knows rail"})
    [toast] = get_messages(response.wsgi_request)
    target = Target.for_user(alice).get()
    pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    moves = target.moves.count()

    alices.post(toast.extra_tags)

    assert (Target.for_user(alice).get(), target.moves.count(), Campaign.for_user(alice).count()) == (target, moves, 1)
    assert Change.for_user(alice).get().kept == [
        "The target “Hana Sato in Rail” was changed since and stays.",
        "The campaign “Rail” is in use since and stays.",
    ]


def test_a_filter_of_somebody_else_is_none(alices: Client, mallorys: Client, thirty: list[Contact]) -> None:
    page = mallorys.get(ADD, {"everyone": "1", "filter": "tie=weak"})

    assert len(page.context["rows"]) == 1
    assert alices.get(ADD, {"everyone": "1", "filter": "tie=steel"}).status_code == 404


def test_a_longer_filter_costs_no_more_queries(alices: Client, alice: User, campaign: Campaign) -> None:
    def queries(count: int) -> int:
        for contact in Contact.for_user(alice):
            contact.delete()
        shown = ContactFactory.create_batch(26, owner=alice)[:25]
        ContactFactory.create_batch(count, owner=alice)
        with CaptureQueriesContext(connection) as asked:
            post(alices, *shown, campaign=campaign, everyone="1", filter="", others="1")
        assert Target.for_user(alice).count() == 26 + count
        return len(asked)

    queries(1)
    assert queries(3) == queries(30)
