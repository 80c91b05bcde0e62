"""What a message can begin with: the user's templates, and the skeletons they have made no version of their own of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from outreach.models import AskKind, Channel, Draft, MessageTemplate, Purpose
from outreach.writing.skeleton import Skeleton
from outreach.writing.skeletons import SKELETONS

OWN, SHIPPED = "own", "skeleton"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A template or a skeleton, under the one key by which forms name it: "own-12", "skeleton-ask-advice"."""

    key: str
    words: MessageTemplate | Skeleton

    @property
    def is_own(self) -> bool:
        """Whether it is the user's."""
        return isinstance(self.words, MessageTemplate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a message is for: channel and purpose, and for an ask its kind and the attempt within the round."""

    channel: str
    purpose: str = Purpose.ASK
    ask_kind: str = ""
    step: int | None = None


def all_of(user: User) -> list[Beginning]:
    """Everything ``user`` can begin with, their own first; archived versions hide their skeletons. One query."""
    mine = list(MessageTemplate.for_user(user).by_name())
    own = [Beginning(key=f"{OWN}-{each.pk}", words=each) for each in mine if not each.is_archived]
    return own + unchanged(mine)


def named(user: User, key: str) -> Beginning | None:
    """What ``user`` can begin with under ``key``, if anything; one query."""
    return next((each for each in all_of(user) if each.key == key), None)


def key_of(begun: Draft) -> str:
    """Under which key stands what the draft ``begun`` began with; empty for nothing that is there still."""
    if begun.template_id is not None:
        return f"{OWN}-{begun.template_id}"
    return f"{SHIPPED}-{begun.skeleton}" if begun.skeleton else ""


def behind(user: User, key: str) -> tuple[MessageTemplate | None, str]:
    """The template of ``user``, or the key of the skeleton, that ``key`` names, archived or not; neither for nonsense.

    One query for a template, none for a skeleton.
    """
    kind, _, name = key.partition("-")
    if kind == SHIPPED and name in SKELETONS:
        return None, name
    if kind == OWN and name.isascii() and name.isdigit() and len(name) < 19:
        return MessageTemplate.for_user(user).filter(pk=int(name)).first(), ""
    return None, ""


def unchanged(mine: Iterable[MessageTemplate]) -> list[Beginning]:
    """The skeletons of which none of ``mine`` is a version."""
    mended = {each.skeleton for each in mine}
    return [
        Beginning(key=f"{SHIPPED}-{key}", words=skeleton) for key, skeleton in SKELETONS.items() if key not in mended
    ]


def best_first(beginnings: Sequence[Beginning], need: Need) -> list[Beginning]:
    """``beginnings`` in the order in which they suit ``need``; of equals the user's own come first."""
    return sorted(beginnings, key=lambda each: -_fit(each, need))


def suits(beginning: Beginning, need: Need) -> bool:
    """Whether it goes out by that channel, for that purpose, and asks nothing else at another attempt."""
    words = beginning.words
    return (
        (words.channel, words.purpose) == (need.channel, need.purpose)
        and words.ask_kind in ("", need.ask_kind)
        and words.step in (None, need.step)
    )


def _fit(beginning: Beginning, need: Need) -> int:
    words = beginning.words
    said = (
        (8, words.channel == need.channel),
        (16, words.purpose == need.purpose),
        (4, need.step is not None and words.step == need.step),
        (2, bool(need.ask_kind) and words.ask_kind == need.ask_kind),
        # Meant for something else is worse than meant for anything; an opening does not follow, nor the other way.
        (-4, need.step is not None and words.step not in (None, need.step)),
        (-4, None not in (need.step, words.step) and (need.step == 1) is not (words.step == 1)),
        (-2, words.ask_kind not in ("", need.ask_kind)),
        (1, beginning.is_own),
    )
    return sum(weight for weight, holds in said if holds)


def version_of(user: User, skeleton: Skeleton) -> MessageTemplate:
    """The user's version of ``skeleton``, or an unsaved one that says the same; one query."""
    mine = MessageTemplate.for_user(user).filter(skeleton=skeleton.key).first()
    return mine or MessageTemplate(
        owner=user,
        skeleton=skeleton.key,
        name=skeleton.name,
        channel=skeleton.channel,
        purpose=skeleton.purpose,
        ask_kind=skeleton.ask_kind,
        step=skeleton.step,
        subject=skeleton.subject,
        body=skeleton.body,
        voicemail=skeleton.voicemail,
    )


def described(words: MessageTemplate | Skeleton) -> str:
    """What it is meant for, in a line: "e-mail · asks for advice · attempt 1"."""
    said = [Channel(words.channel).label]
    if words.ask_kind and words.purpose == Purpose.ASK:
        said.append(f"asks for {AskKind(words.ask_kind).label}")
    elif words.purpose != Purpose.ASK or words.step is None:
        said.append(f"for {Purpose(words.purpose).label}")
    if words.step:
        said.append(f"attempt {words.step}")
    return " · ".join(said)
