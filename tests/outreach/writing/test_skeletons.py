"""The skeletons we ship: one for every ask and attempt, short, with gaps, and in nobody's voice (P17, P20, P22)."""

import pytest

from outreach.models import AskKind, Channel, Purpose
from outreach.policy import FIVE_ATTEMPTS
from outreach.writing.gaps import gaps_in
from outreach.writing.merge_fields import EXAMPLES, render
from outreach.writing.skeleton import Skeleton
from outreach.writing.skeletons import SKELETONS

EACH = pytest.mark.parametrize("skeleton", SKELETONS.values(), ids=lambda skeleton: skeleton.key)


def test_there_is_one_for_every_kind_of_ask_every_attempt_and_every_purpose() -> None:
    openings = {each.ask_kind for each in SKELETONS.values() if (each.channel, each.step) == (Channel.EMAIL, 1)}
    attempts = {(each.step, each.channel) for each in SKELETONS.values()}

    assert openings == set(AskKind.values)
    assert {(number, step.channel) for number, step in enumerate(FIVE_ATTEMPTS.steps, 1)} <= attempts
    assert {each.purpose for each in SKELETONS.values()} == set(Purpose)


@EACH
def test_it_is_short_asks_one_thing_and_leaves_gaps_only_the_user_can_fill(skeleton: Skeleton) -> None:
    """With nobody known every field has a fallback, so that what is missing is a gap and not an error."""
    for text in (skeleton.subject, skeleton.body, skeleton.voicemail):
        bare = render(text, {})
        assert (bare.missing, bare.mistakes) == ((), ())
    said = render(skeleton.body, EXAMPLES)
    assert gaps_in(said.text) != []
    assert len(said.text.split()) <= 130
    assert bool(skeleton.subject) is (skeleton.channel == Channel.EMAIL)
    assert bool(skeleton.voicemail) is (skeleton.channel == Channel.CALL)
    assert "?" in skeleton.body
