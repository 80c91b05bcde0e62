"""The introduction is made: who it was, that the connector led there, and perhaps a place in a campaign (P27, P03)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from contacts import introducing, people
from contacts.models import Contact, PointKind, Tie
from outreach import targeting
from outreach.introducing import steps
from outreach.introducing.steps import StepRefusedError, Words
from outreach.models import Campaign, Introduction, IntroductionStep, StepKind, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Who was a wish until now; all but the first name may be empty."""

    first_name: str
    last_name: str = ""
    title: str = ""
    organization_name: str = ""
    email: str = ""


class OtherIntroducerError(StepRefusedError):
    """They were led to by someone else, as far as is known; whether that is to change has to be said."""


@transaction.atomic
def make(
    introduction: Introduction,
    *,
    words: Words,
    whom: Contact | Newcomer | None = None,
    campaign: Campaign | None = None,
    replace_introducer: bool | None = None,
    on: date,
    expected: int | None = None,
    logged_elsewhere: bool = False,
) -> IntroductionStep:
    """The connector introduced the user, on ``words.said_on``; ``on`` is the user's today.

    ``whom`` says who the wish was: one of the user's people, or a newcomer who becomes one; ignored where they were
    known from the start. They carry the connector as who led to them. Where that is somebody else already,
    ``replace_introducer`` says whether to change it; ``None`` raises ``OtherIntroducerError``. In ``campaign`` they
    become a target whose reason names the connector. ``logged_elsewhere`` is that of ``steps.take``. Raises
    ``StepRefusedError``.
    """
    steps.begin(introduction, StepKind.MADE, expected=expected)
    connector = introduction.connector
    if connector is None:
        raise StepRefusedError(steps.refusal(introduction, StepKind.MADE))
    named = introduction.whom is None
    if named:
        introduction.whom = _who(whom, connector, on=on)
    person = introduction.whom
    if person is None:
        raise StepRefusedError("Say who it was: a first name is enough.")
    if person.pk == connector.pk:
        raise StepRefusedError(f"{connector.first_name} cannot have introduced you to themselves.")
    before = person.introduced_by
    led = _lead(person, connector, replace=replace_introducer)
    step = steps.write(
        introduction,
        StepKind.MADE,
        on=on,
        words=words,
        named=named,
        led=led,
        introducer_before=before if led else None,
        logged_elsewhere=logged_elsewhere,
    )
    if campaign is not None:
        introduction.campaign = campaign
        introduction.target = _target(campaign, person, connector, why=introduction.why, on=on)
        introduction.save(update_fields=["campaign", "target"])
    return step


def _who(whom: Contact | Newcomer | None, connector: Contact, *, on: date) -> Contact | None:
    if not isinstance(whom, Newcomer):
        return whom
    if not whom.first_name.strip():
        return None
    return people.keep(
        Contact(
            owner=connector.owner,
            first_name=whom.first_name.strip(),
            last_name=whom.last_name.strip(),
            title=whom.title.strip(),
            how_known=how_known(connector),
            tie=Tie.NONE,
        ),
        organization_name=whom.organization_name,
        tag_names=[],
        points={PointKind.EMAIL: whom.email},
        on=on,
    )


def how_known(connector: Contact) -> str:
    """How the user knows someone whom ``connector`` led to (P07)."""
    return f"{connector.name} introduced us"[:300]


def _lead(person: Contact, connector: Contact, *, replace: bool | None) -> bool:
    """Let ``connector`` be who led to ``person``; whether that is new. A circle of people leading on is left alone."""
    if person.introduced_by_id == connector.pk:
        return False
    if person.introduced_by is not None:
        if replace is None:
            raise OtherIntroducerError(
                f"So far {person.introduced_by.first_name} stands there as who led you to {person.first_name}. "
                f"Say whether that becomes {connector.first_name}."
            )
        if not replace:
            return False
    try:
        introducing.require_no_circle(person, connector)
    except introducing.CircularIntroductionError:
        return False
    person.introduced_by = connector
    person.save(update_fields=["introduced_by"])
    return True


def _target(campaign: Campaign, person: Contact, connector: Contact, *, why: str, on: date) -> Target | None:
    said = f"{connector.first_name} introduced us."
    reason = f"{said} {why}".strip()[:1000]
    pick = targeting.Pick(contact=person, reason=reason, how_known=how_known(connector))
    added = targeting.add_targets(campaign=campaign, picks=[pick], on=on)
    return added.targets[0] if added.targets else Target.unscoped.filter(campaign=campaign, contact=person).first()
