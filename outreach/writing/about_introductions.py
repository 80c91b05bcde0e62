"""What is written to somebody about an introduction: ask, ask again, thanks, and how it went (P27, P42)."""

from dataclasses import replace

from accounts.models import SearchBrief
from outreach.introducing import steps
from outreach.models import AskKind, Channel, Introduction, IntroductionState, Purpose, StepKind
from outreach.writing.beginnings import Need
from outreach.writing.checks import Facts

S, K = IntroductionState, StepKind

_STEP = {S.IDEA: K.ASKED, S.ASKED: K.NUDGED, S.AGREED: K.NUDGED, S.MADE: K.THANKED, S.MET: K.TOLD}
_PURPOSE = {K.ASKED: Purpose.ASK, K.NUDGED: Purpose.NUDGE, K.THANKED: Purpose.THANKS, K.TOLD: Purpose.REPORT}


def step_of(introduction: Introduction) -> StepKind:
    """The step that a message to the connector is now; of one that is over the last there was."""
    return _STEP.get(IntroductionState(introduction.state), K.TOLD)


def need(introduction: Introduction) -> Need:
    """What the next message about it is for."""
    kind = step_of(introduction)
    return Need(
        channel=Channel.EMAIL,
        purpose=_PURPOSE[kind],
        ask_kind=AskKind.INTRODUCTION,
        step=1 if kind == K.ASKED else None,
    )


def refusal(introduction: Introduction) -> str:
    """Why nothing about it can go out now; blank when it can."""
    return steps.refusal(introduction, step_of(introduction))


def facts(known: Facts, introduction: Introduction, brief: SearchBrief) -> Facts:
    """``known`` of the connector, with whom and what it is about. Who once led to them need not be named."""
    return replace(
        known,
        ask_kind=AskKind.INTRODUCTION,
        is_first=introduction.state == S.IDEA,
        reason=introduction.why,
        introducer="",
        about=introduction.whom_short,
        topics=" ".join((brief.roles, brief.industries, introduction.why)),
    )


def values(introduction: Introduction | None) -> dict[str, str]:
    """The merge fields that only an introduction has; blank without one."""
    if introduction is None:
        return {"whom": "", "whom_short": "", "why_whom": ""}
    whom = introduction.whom
    return {
        "whom": ", ".join(filter(None, (whom.name, whom.headline))) if whom is not None else introduction.whom_short,
        "whom_short": introduction.whom_short,
        "why_whom": introduction.why,
    }
