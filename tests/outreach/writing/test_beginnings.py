"""What a message can begin with, and which of it suits."""

import pytest

from accounts.models import User
from outreach.models import MessageTemplate
from outreach.writing import beginnings
from outreach.writing.beginnings import Need
from outreach.writing.skeletons import SKELETONS
from tests.factories import MessageTemplateFactory


@pytest.mark.parametrize(
    ("need", "key"),
    [
        (Need(channel="email", ask_kind="information", step=1), "ask-information"),
        (Need(channel="email", ask_kind="reference", step=1), "ask-reference"),
        (Need(channel="call", ask_kind="advice", step=2), "second-call"),
        (Need(channel="email", ask_kind="advice", step=3), "third-mail"),
        (Need(channel="call", ask_kind="advice", step=4), "fourth-call"),
        (Need(channel="email", ask_kind="advice", step=5), "fifth-mail"),
        (Need(channel="call", ask_kind="advice", step=1), "first-call"),
        (Need(channel="message", ask_kind="advice", step=1), "first-message"),
        (Need(channel="email", ask_kind="advice", step=2), "second-mail"),
        (Need(channel="message", ask_kind="advice", step=2), "second-message"),
        (Need(channel="letter", ask_kind="advice", step=1), "first-letter"),
        (Need(channel="email", purpose="catch_up"), "catch-up"),
        (Need(channel="message", purpose="catch_up"), "catch-up-message"),
        (Need(channel="email", purpose="check_in"), "check-in"),
        (Need(channel="email", purpose="announcement"), "announcement"),
    ],
)
def test_the_first_one_suits_what_is_due(alice: User, need: Need, key: str) -> None:
    first = beginnings.best_first(beginnings.all_of(alice), need)[0]

    assert first.key == f"skeleton-{key}"
    assert beginnings.suits(first, need)


def test_the_users_own_comes_before_a_skeleton_that_suits_as_well(alice: User) -> None:
    own = MessageTemplateFactory.create(owner=alice, ask_kind="advice", step=1)

    first = beginnings.best_first(beginnings.all_of(alice), Need(channel="email", ask_kind="advice", step=1))[0]

    assert first.key == f"own-{own.pk}"


def test_a_version_of_a_skeleton_stands_in_its_place_also_when_archived(alice: User, mallory: User) -> None:
    version = beginnings.version_of(alice, SKELETONS["catch-up"])
    version.body = "Hello again"
    version.save()

    assert beginnings.version_of(alice, SKELETONS["catch-up"]) == version
    assert [each.key for each in beginnings.all_of(alice) if each.is_own] == [f"own-{version.pk}"]
    assert "skeleton-catch-up" not in {each.key for each in beginnings.all_of(alice)}
    assert "skeleton-catch-up" in {each.key for each in beginnings.all_of(mallory)}
    MessageTemplate.for_user(alice).update(is_archived=True)
    assert {each.key for each in beginnings.all_of(alice)}.isdisjoint({f"own-{version.pk}", "skeleton-catch-up"})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ask_kind": "advice", "step": 1}, "e-mail · asks for advice · attempt 1"),
        ({"channel": "call", "step": 2}, "call · attempt 2"),
        ({"purpose": "catch_up"}, "e-mail · for catching up"),
        ({}, "e-mail · for asking for something"),
    ],
)
def test_what_it_is_meant_for_is_said_in_a_line(fields: dict[str, object], said: str) -> None:
    assert beginnings.described(MessageTemplateFactory.build(owner=None, **fields)) == said
