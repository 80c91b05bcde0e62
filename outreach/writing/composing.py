"""A message from its first word to its last: begun, kept, read back, sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from common.mail_links import LONGEST, mailto
from contacts import timeline
from contacts.models import Contact, Direction, Interaction, PointKind
from outreach import landing, pursuit
from outreach.introducing import steps
from outreach.models import AskKind, Channel, Draft, IntroductionStep, MessageTemplate, Move, Purpose, ReferenceStep
from outreach.moves import PursuitError
from outreach.news import owed
from outreach.sent_as import SentAs
from outreach.writing import beginnings, checks
from outreach.writing.about_introductions import step_of
from outreach.writing.addressee import Addressee
from outreach.writing.beginnings import Beginning
from outreach.writing.checks import Finding, Message
from outreach.writing.gaps import Stretch, marked
from outreach.writing.merge_fields import FIELDS, Field, Mistake, Rendered, render
from outreach.writing.skeletons import SKELETONS

AT_ONCE = 3
"""So many findings are shown at once."""
WORDS = ("subject", "body", "voicemail")
LAID_ASIDE = (*WORDS, "template", "skeleton")
"""What gives way to other words, and comes back with them."""


Sent = Move | Interaction | ReferenceStep | IntroductionStep
"""What a message leaves behind once it is out."""


class HeldBackError(PursuitError):
    """The message is not ready: a field without a value, a gap, or an ask that is too early."""


class AlreadySentError(PursuitError):
    """The very same message was logged for that day already, say in another tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A draft as it would go out, and what there is to say about it."""

    subject: str
    body: str
    voicemail: str
    shown: dict[str, list[Stretch]]
    missing: Sequence[tuple[Field, str]]
    """Fields without a value, each with where it is filled in."""
    mistakes: Sequence[Mistake]
    findings: Sequence[Finding]
    waved: Sequence[str]
    """Checks that would say something and were waved off."""
    address: str
    mail_link: str
    """Opens it in a mail program; without the body where that would be too long for some."""
    is_cut: bool
    """Whether the body has to be copied, because the link does not carry it."""

    @property
    def is_held(self) -> bool:
        """Whether it cannot go out yet."""
        return bool(self.missing or self.mistakes or any(finding.holds for finding in self.findings))

    @property
    def first_findings(self) -> Sequence[Finding]:
        """What holds it back, and a few of the others: nobody mends ten things at once."""
        held = [finding for finding in self.findings if finding.holds]
        return [*held, *(each for each in self.findings if not each.holds)][: max(AT_ONCE, len(held))]

    @property
    def other_findings(self) -> Sequence[Finding]:
        """The rest of them."""
        return [finding for finding in self.findings if finding not in self.first_findings]


def draft_of(to: Addressee) -> Draft | None:
    """The message begun to them; one query."""
    return Draft.for_user(to.owner).filter(**to.owner_of_draft).first()


def draft_to_change(to: Addressee, *, now: datetime) -> Draft:
    """The message begun to them, or an empty one not saved yet; other pages wait until this transaction is over."""
    Contact.for_user(to.owner).select_for_update().get(pk=to.contact.pk)
    return draft_of(to) or fresh(to, None, now=now)


def fresh(to: Addressee, beginning: Beginning | None, *, now: datetime) -> Draft:
    """A draft not saved yet, with the words of ``beginning`` and what is known of them in its fields."""
    need = to.need
    draft = Draft(
        owner=to.owner,
        **to.owner_of_draft,
        number=to.number,
        channel=need.channel,
        purpose=need.purpose,
        saved_at=now,
    )
    if beginning is not None:
        _put(draft, to, beginning)
    return draft


def keep(
    draft: Draft,
    *,
    channel: str,
    words: Mapping[str, str],
    number: int | None,
    page: str,
    version: int,
    now: datetime,
    began: str = "",
) -> bool:
    """Save what stands in the open page ``page``, typed on top of ``version``; the moment is ``now`` (UTC).

    ``began`` is the key of what the page's words began with; it goes where the words go.
    Another page may have saved in between: then its words are laid aside as the former ones, and the answer is true.
    """
    is_elsewhere = draft.pk is not None and draft.version != version and draft.page != page
    changed = {name: words[name] for name in WORDS if getattr(draft, name) != words[name]}
    if is_elsewhere and changed:
        _lay_aside(draft)
    for name, value in changed.items():
        setattr(draft, name, value)
    if (draft.pk is None or changed) and began != beginnings.key_of(draft):
        draft.template, draft.skeleton = beginnings.behind(draft.owner, began)
    draft.channel, draft.number = channel, number
    draft.page, draft.saved_at = page, now
    draft.version += 1
    draft.save()
    return is_elsewhere and bool(changed)


def begin_with(draft: Draft, to: Addressee, beginning: Beginning) -> None:
    """Put the words of ``beginning`` in the place of what stands there, which is laid aside."""
    if any(getattr(draft, name).strip() for name in WORDS):
        _lay_aside(draft)
    _put(draft, to, beginning)
    draft.waved = []
    draft.save()


def bring_back(draft: Draft) -> None:
    """Change places with what was laid aside; twice, and all is as it was."""
    for name in LAID_ASIDE:
        now, former = getattr(draft, name), getattr(draft, f"former_{name}")
        setattr(draft, name, former)
        setattr(draft, f"former_{name}", now)
    draft.save()


def wave(draft: Draft, check: str) -> None:
    """Hear nothing more of ``check`` for this message. An unknown name changes nothing."""
    if check in checks.NAMES and check not in draft.waved:
        draft.waved = [*draft.waved, check]
        draft.save(update_fields=["waved"])


def unlock(draft: Draft, *, because: str) -> None:
    """Ask for a referral all the same, for a reason that is kept (P26); a blank one locks again."""
    draft.unlocked_because = because.strip()
    draft.save(update_fields=["unlocked_because"])


def ask_for_advice(draft: Draft, to: Addressee) -> None:
    """Ask for advice instead of what the target was to be asked for (P19, P26)."""
    if to.target is not None:
        pursuit.rewrite(to.target, reason=to.target.reason, ask_kind=AskKind.ADVICE)
    draft.unlocked_because = ""
    draft.save(update_fields=["unlocked_because"])


def read(draft: Draft, to: Addressee) -> Reading:
    """``draft`` as it would go out to them; no query."""
    parts = {name: render(getattr(draft, name), to.values) for name in _parts_of(draft)}
    said = {name: parts[name].text if name in parts else "" for name in WORDS}
    message = Message(channel=draft.channel, purpose=draft.purpose, **said)
    facts = replace(to.facts, unlocked_because=draft.unlocked_because)
    found = checks.run(message, facts)
    findings = [each for each in found if each.is_lock or each.check not in draft.waved]
    phrases = [phrase for finding in findings for phrase in finding.phrases]
    point = to.first_point(PointKind.EMAIL)
    address = point.value if point is not None else ""
    whole = mailto(address, subject=said["subject"], body=said["body"])
    return Reading(
        **said,
        shown={name: marked(said[name], phrases) for name in parts},
        missing=[(FIELDS[name], to.url_of(name)) for name in _missing(parts.values())],
        mistakes=[mistake for part in parts.values() for mistake in part.mistakes],
        findings=findings,
        waved=[each.check for each in found if not each.is_lock and each.check in draft.waved],
        address=address,
        mail_link=whole if len(whole) <= LONGEST else mailto(address, subject=said["subject"]),
        is_cut=len(whole) > LONGEST,
    )


@transaction.atomic
def send(draft: Draft, to: Addressee, *, made_on: date, left_voicemail: bool = False) -> Sent:
    """Log ``draft`` as gone out on local date ``made_on``, with its text as sent; the draft is done with.

    To a target it is the attempt the draft is for, to a reference or about an introduction the next step; to anyone
    else an interaction. Wants ``draft_to_change``, so that of two tabs the second sees what the first one logged.
    Raises ``HeldBackError``, ``AlreadySentError``, ``pursuit.AlreadyLoggedError``,
    ``reference_steps.AlreadyDoneError``, ``steps.AlreadyTakenError`` and the other refusals of
    ``pursuit.log_attempt``, ``reference_steps.record`` and ``steps.take``.
    """
    reading = read(draft, to)
    if reading.is_held:
        raise HeldBackError(_why_held(reading))
    text = _as_sent(reading, draft.channel, left_voicemail=left_voicemail)
    sent: Sent
    if to.introduction is not None:
        sent = steps.take(
            to.introduction,
            step_of(to.introduction),
            on=to.on,
            words=steps.Words(said_on=made_on, channel=draft.channel, text=text),
            expected=(draft.number or to.introduction.step_count + 1) - 1,
        )
    elif to.target is not None:
        sent = pursuit.log_attempt(
            to.target,
            channel=draft.channel,
            made_on=made_on,
            text=text,
            on=to.on,
            expected_number=draft.number or to.target.attempts_made + 1,
            sent=_sent_as(draft),
        )
        if draft.unlocked_because and to.facts.ask_kind == AskKind.REFERRAL:
            sent.note = f"A referral asked for early: {draft.unlocked_because}"
            sent.save(update_fields=["note"])
    else:
        if to.errand is not None:
            to.errand.check(draft.number)
        if to.refusal:
            raise HeldBackError(to.refusal)
        sent = _log(to, draft.channel, text, made_on=made_on)
        landing.note_sent(to.owner, sent, draft.purpose, on=to.on)
        if draft.purpose in (Purpose.UPDATE, Purpose.NEWS):
            owed.told_by(sent, to.contact, about=to.telling.owed)
        if to.errand is not None:
            sent = to.errand.record(sent, made_on=made_on)
    if draft.pk is not None:
        draft.delete()
    return sent


def forget_if_sent(draft: Draft, to: Addressee) -> None:
    """Let ``draft`` go if its very words are on record as the attempt it was for: another tab has sent it."""
    if draft.pk is None:
        return
    text = _as_sent(read(draft, to), draft.channel, left_voicemail=False)
    if to.errand is not None and to.contact.interactions.filter(reference_step__isnull=False, summary=text).exists():
        draft.delete()
    if to.introduction is not None and steps.was_said(to.introduction, text):
        draft.delete()
    if to.target is None:
        return
    if any((each.number, each.text) == (draft.number, text) for each in to.target.attempts.all()):
        draft.delete()


def _log(to: Addressee, channel: str, text: str, *, made_on: date) -> Interaction:
    same = to.contact.interactions.filter(kind=channel, direction=Direction.OUTGOING, on=made_on, summary=text)
    if same.exists():
        raise AlreadySentError("This very message was logged already. Nothing was doubled.")
    return timeline.log(
        contact=to.contact,
        kind=Channel(channel).value,
        direction=Direction.OUTGOING,
        happened_on=made_on,
        summary=text,
        on=to.on,
    )


def _sent_as(draft: Draft) -> SentAs:
    """What goes into the record with it; the name as it is now."""
    skeleton = SKELETONS.get(draft.skeleton)
    name = draft.template.name if draft.template is not None else skeleton.name if skeleton is not None else ""
    return SentAs(
        template=draft.template,
        skeleton=draft.skeleton if skeleton is not None else "",
        name=name,
        asks=draft.purpose == Purpose.ASK,
    )


def _put(draft: Draft, to: Addressee, beginning: Beginning) -> None:
    words = beginning.words
    draft.channel, draft.purpose = words.channel, words.purpose
    draft.template, draft.skeleton = (words, "") if isinstance(words, MessageTemplate) else (None, words.key)
    for name in WORDS:
        setattr(draft, name, render(getattr(words, name), to.values).text)


def _lay_aside(draft: Draft) -> None:
    for name in LAID_ASIDE:
        setattr(draft, f"former_{name}", getattr(draft, name))


def _parts_of(draft: Draft) -> Sequence[str]:
    """Which of the words go out by the draft's channel."""
    return {Channel.EMAIL: ("subject", "body"), Channel.CALL: ("body", "voicemail")}.get(
        Channel(draft.channel), ("body",)
    )


def _missing(parts: Iterable[Rendered]) -> list[str]:
    return list(dict.fromkeys(name for part in parts for name in part.missing))


def _why_held(reading: Reading) -> str:
    if reading.mistakes:
        return str(reading.mistakes[0])
    if reading.missing:
        return f"Not known yet: {', '.join(field.label for field, _ in reading.missing)}."
    return next(finding.says for finding in reading.findings if finding.holds)


def _as_sent(reading: Reading, channel: str, *, left_voicemail: bool) -> str:
    if channel == Channel.EMAIL and reading.subject.strip():
        return f"Subject: {reading.subject.strip()}\n\n{reading.body}".strip()
    if channel == Channel.CALL and left_voicemail:
        return f"Left a voicemail. {reading.voicemail}".strip()
    return reading.body.strip()


def to_choose(to: Addressee, channel: str) -> tuple[list[Beginning], list[Beginning]]:
    """What a message by ``channel`` can begin with: what suits, best first, and the rest; one query.

    Where nothing is meant for just this, what goes out the same way for the same purpose has to do.
    """
    need = replace(to.need, channel=channel)
    ordered = beginnings.best_first(beginnings.all_of(to.owner), need)
    like = [each for each in ordered if (each.words.channel, each.words.purpose) == (need.channel, need.purpose)]
    fits = [each for each in like if beginnings.suits(each, need)] or like[:1]
    return fits, [each for each in ordered if each not in fits]
