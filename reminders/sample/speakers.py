"""Who speaks for the user in the sample: one with a call behind, one with a call ahead, one who was asked (P51)."""

from collections.abc import Mapping
from datetime import date, timedelta

from contacts.models import Contact
from outreach import reference_steps, references
from outreach.models import Reference, ReferenceStepKind, ReferenceUse, UseOutcome

K = ReferenceStepKind


def tell(contacts: Mapping[str, Contact], *, on: date) -> None:
    """Their steps, each on its day up to local date ``on``, ``contacts`` being the sample's by name."""
    wei = _speaks(contacts["Wei Zhang"], "Seven years of planning at Acme, and how I kept two depots on time", 62, on)
    _step(wei, K.INFORMED, 18, on)
    heron = _call(wei, "Blue Heron Shipping", "Yard planner", "Clara Voss, HR", -31, noted=38, on=on)
    _step(heron, K.BRIEFED, 36, on)
    _step(heron, K.THANKED, 30, on)
    _step(heron, K.OUTCOME, 22, on, outcome=UseOutcome.NO)
    _step(heron, K.TOLD, 21, on)
    ben = _speaks(contacts["Ben Whitaker"], "The opening of the Leeds depot, from the empty hall on", 41, on)
    _step(ben, K.INFORMED, 14, on)
    _call(ben, "Globex", "Planning analyst", "Hana’s manager, Ms Okada", 2, noted=0, on=on)
    sofia, _ = references.add(contacts["Sofia Lund"], knows="My first two years, and how I learn", on=_ago(on, 5))
    _step(sofia, K.ASKED, 4, on)


def _speaks(contact: Contact, knows: str, days: int, on: date) -> Reference:
    """Somebody who was asked so many ``days`` ago, said yes, and heard the goals."""
    reference, _ = references.add(contact, knows=knows, on=_ago(on, days))
    _step(reference, K.ASKED, days, on)
    _step(reference, K.AGREED, days, on)
    _step(reference, K.GOALS, days - 2, on)
    return reference


def _call(
    reference: Reference, organization_name: str, role: str, caller: str, days: int, *, noted: int, on: date
) -> ReferenceUse:
    return references.add_use(
        reference,
        organization_name=organization_name,
        role=role,
        caller=caller,
        expected_on=on + timedelta(days=days),
        on=_ago(on, noted),
    )


def _step(subject: Reference | ReferenceUse, kind: K, days: int, on: date, *, outcome: str = "") -> None:
    day = _ago(on, days)
    reference_steps.record(subject, kind, done_on=day, on=day, outcome=outcome)


def _ago(on: date, days: int) -> date:
    return on - timedelta(days=days)
