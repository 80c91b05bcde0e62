"""Templates: made, changed, put away and let go; a skeleton becomes the user's own and comes back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from outreach.models import MessageTemplate
from outreach.writing.skeletons import SKELETONS
from tests.factories import AttemptFactory, CampaignFactory, MessageTemplateFactory, TargetFactory

WORDS = {
    "name": "Ports",
    "channel": "email",
    "purpose": "ask",
    "ask_kind": "advice",
    "step": "1",
    "subject": "Ports: may I ask?",
    "body": "Dear {{ first_name }},\r\n\r\nMay I ask?",
    "voicemail": "",
}


def kept(user: User) -> list[dict[str, Any]]:
    return list(MessageTemplate.for_user(user).by_name().values(*WORDS, "skeleton", "is_archived"))


def test_a_template_is_written_and_changed(alices: Client, alice: User) -> None:
    first = alices.post("/outreach/templates/new/", WORDS)
    template = MessageTemplate.for_user(alice).get()
    alices.post(f"/outreach/templates/{template.pk}/", {**WORDS, "name": "Harbours", "step": ""})

    assert (first.status_code, first["Location"]) == (302, "/outreach/templates/")
    assert kept(alice) == [
        {
            **WORDS,
            "name": "Harbours",
            "step": None,
            "body": "Dear {{ first_name }},\n\nMay I ask?",
            "skeleton": "",
            "is_archived": False,
        }
    ]
    assert "Harbours" in alices.get("/outreach/templates/").content.decode()


def test_what_is_no_field_is_an_error_at_its_line_and_what_was_typed_stays(alices: Client, alice: User) -> None:
    response = alices.post("/outreach/templates/new/", {**WORDS, "body": "Dear,\n{{ fist_name }} {{ x"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "body": [
            "Line 2: there is no field “fist_name”. Did you mean “first_name”?",
            "Line 2: “{{” opens a field that “}}” never closes.",
        ]
    }
    assert "{{ fist_name }} {{ x</textarea>" in response.content.decode()
    assert kept(alice) == []


def test_two_templates_of_one_name_are_refused(alices: Client, alice: User) -> None:
    MessageTemplateFactory.create(owner=alice, name="Ports")

    response = alices.post("/outreach/templates/new/", WORDS)

    assert response.status_code == 422
    assert "You have a template of that name already." in response.content.decode()


def test_how_it_reads_is_shown_without_saving_it(alices: Client, alice: User) -> None:
    body = {**WORDS, "body": "Dear {{ first_name }}, [why] {{ nme }}", "go": "see"}

    piece = alices.post("/outreach/templates/new/", body, headers={"HX-Request": "true"}).content.decode()
    page = alices.post("/outreach/templates/new/", body)

    for shown in (piece, page.content.decode()):
        assert 'Dear Tobias, <mark class="in-gap">[why]</mark>' in shown
        assert "Line 1: there is no field “nme”. Did you mean “name”?" in shown
    assert page.status_code == 200
    assert kept(alice) == []


def test_a_skeleton_becomes_ones_own_and_comes_back(alices: Client, alice: User) -> None:
    shipped = SKELETONS["catch-up"]
    form = alices.get("/outreach/templates/new/?from=catch-up").context["form"]
    mine = {**WORDS, "name": shipped.name, "purpose": "catch_up", "ask_kind": "", "step": "", "body": "Hello again"}
    alices.post("/outreach/templates/new/?from=catch-up", mine)
    again = alices.get("/outreach/templates/new/?from=catch-up").context["form"]
    version = MessageTemplate.for_user(alice).get()
    offered = alices.get("/outreach/templates/").context["skeletons"]
    confirm = alices.get(f"/outreach/templates/{version.pk}/delete/").content.decode()
    alices.post(f"/outreach/templates/{version.pk}/delete/")

    assert (form["body"].value(), again["body"].value()) == (shipped.body, "Hello again")
    assert shipped not in [words for words, *_ in offered]
    assert "Back to the skeleton?" in confirm
    assert "Hello again" in confirm
    assert kept(alice) == []
    assert shipped in [words for words, *_ in alices.get("/outreach/templates/").context["skeletons"]]
    assert alices.get("/outreach/templates/new/?from=nothing").status_code == 404


def test_an_archived_template_waits_at_the_foot_of_the_list(alices: Client, alice: User) -> None:
    template = MessageTemplateFactory.create(owner=alice)

    alices.post(f"/outreach/templates/{template.pk}/archive/")
    archived = alices.get("/outreach/templates/").context
    alices.post(f"/outreach/templates/{template.pk}/unarchive/")
    back = alices.get("/outreach/templates/").context

    assert ([each for each, _ in archived["own"]], [each for each, _ in archived["archived"]]) == ([], [template])
    assert ([each for each, _ in back["own"]], [each for each, _ in back["archived"]]) == ([template], [])


def test_deleting_a_template_deletes_nothing_that_was_sent(alices: Client, alice: User) -> None:
    attempt = AttemptFactory.create(target=TargetFactory.create(campaign=CampaignFactory.create(owner=alice)))
    template = MessageTemplateFactory.create(owner=alice)

    alices.post(f"/outreach/templates/{template.pk}/delete/")

    attempt.refresh_from_db()
    assert kept(alice) == []


@pytest.mark.parametrize("path", ["", "new/", "new/?from=first-call"])
def test_the_pages_cost_the_same_queries_however_many_there_are(alices: Client, alice: User, path: str) -> None:
    MessageTemplateFactory.create(owner=alice)
    alices.get(f"/outreach/templates/{path}")
    with CaptureQueriesContext(connection) as one:
        alices.get(f"/outreach/templates/{path}")
    MessageTemplateFactory.create_batch(2, owner=alice)
    with CaptureQueriesContext(connection) as three:
        alices.get(f"/outreach/templates/{path}")

    assert len(three) == len(one) <= 5
