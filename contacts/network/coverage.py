"""Where the network is thin (P11): goals against how near somebody is, and whom to ask for each gap (P12)."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import SearchBrief, User
from common.charts import heat
from common.dates import add_months
from common.folding import fold
from contacts.models import Affiliation, Contact, ContactQuerySet, Organization, Tie

DORMANT_YEARS = 3
"""A tie not used for so long is dormant (Levin, Walter and Murnighan 2011), and worth as much as a current one."""
MOST_STRONG = 200
"""So many strong ties are looked through; nobody has more."""
NEARNESS = ("strong", "weak", "dormant", "none")
"""The columns of the matrix, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many people; ``heat`` from 0 to 4 against the fullest cell."""

    count: int
    heat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A goal with its cells in the order of ``NEARNESS``."""

    name: str
    url: str
    cells: Sequence[Cell]

    @property
    def is_gap(self) -> bool:
        """Whether nobody near is there: no strong, weak or dormant tie."""
        return not any(cell.count for cell in self.cells[:3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A goal without a tie, and the best person to ask about it, if anybody comes to mind."""

    row: Row
    ask: Contact | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Target organizations and industries against ties."""

    organizations: Sequence[Row]
    industries: Sequence[Row]

    @property
    def is_empty(self) -> bool:
        """Whether the user has named no goal yet."""
        return not self.organizations and not self.industries


def nearness(contact: Contact, on: date) -> str:
    """Which column a contact counts in on local date ``on``: a tie unused for three years is dormant."""
    if contact.tie == Tie.NONE:
        return "none"
    last = contact.last_interaction_on
    if last is not None and last <= add_months(on, -12 * DORMANT_YEARS):
        return "dormant"
    return contact.tie


def matrix(user: User, *, on: date) -> Matrix:
    """People at each target organization, and in each industry sought, by nearness on local date ``on``; three queries.

    Target organizations are those the user would like to work at (P05); industries are those of the search brief, and
    of the target organizations.
    """
    targets = list(Organization.for_user(user).filter(interest__gt=0).by_interest())
    sought = _industries(SearchBrief.of(user), targets)
    by_organization: dict[int, Counter[str]] = defaultdict(Counter)
    by_industry: dict[str, Counter[str]] = defaultdict(Counter)
    for contact in Contact.for_user(user).active().at_organizations(targets, industry_keys=sought):
        if contact.organization is not None:
            near = nearness(contact, on)
            by_organization[contact.organization.pk][near] += 1
            by_industry[contact.organization.industry_key][near] += 1
    most = max((max(counts.values()) for counts in [*by_organization.values(), *by_industry.values()]), default=0)
    return Matrix(
        organizations=[
            _row(target.name, target.get_absolute_url(), by_organization[target.pk], most) for target in targets
        ],
        industries=[_row(name, "", by_industry[key], most) for key, name in sought.items()],
    )


def gaps(user: User, found: Matrix) -> list[Gap]:
    """The target organizations and industries without a tie, each with whom to ask (P12); seven queries at most.

    In this order: who led the user to somebody there, who was there themselves, a strong tie in the same industry, the
    strong tie spoken to last. The page of paths knows more ways to each.
    """
    thin = {row.name: row for row in found.organizations if row.is_gap}
    bare = {fold(row.name): row for row in found.industries if row.is_gap}
    if not thin and not bare:
        return []
    near = Contact.for_user(user).active().exclude(tie=Tie.NONE).select_related("organization").by_nearness()
    strong = list(near.filter(tie=Tie.STRONG)[:MOST_STRONG])
    return [*_places(user, thin, near, strong), *_industry_gaps(user, bare, near, strong)]


def _places(user: User, thin: Mapping[str, Row], near: ContactQuerySet, strong: Sequence[Contact]) -> Iterator[Gap]:
    if not thin:
        return
    there = list(Organization.for_user(user).filter(name__in=thin))
    led = _first_of_each(
        (contact.organization_id, contact.introduced_by)
        for contact in Contact.for_user(user).filter(organization__in=there, introduced_by__in=near.order_by())
        .select_related("introduced_by").by_nearness()
    )  # fmt: skip
    was_there = _first_of_each(
        (row.organization_id, row.contact)
        for row in Affiliation.for_user(user).filter(organization__in=there, contact__in=near.order_by())
        .select_related("contact").order_by("pk")
    )  # fmt: skip
    in_industry = _first_of_each((each.organization.industry_key, each) for each in strong if each.organization)
    for organization in there:
        name = organization.name
        if contact := led.get(organization.pk):
            reason = f"{contact.first_name} led you to somebody at {name}."
        elif contact := was_there.get(organization.pk):
            reason = f"{contact.first_name} was there."
        elif organization.industry_key and (contact := in_industry.get(organization.industry_key)):
            reason = f"{contact.first_name} is close to you and in the same industry."
        else:
            contact, reason = _whoever(strong)
        yield Gap(row=thin[name], ask=contact, reason=reason)


def _industry_gaps(
    user: User, bare: Mapping[str, Row], near: ContactQuerySet, strong: Sequence[Contact]
) -> Iterator[Gap]:
    if not bare:
        return
    former = Affiliation.for_user(user).filter(organization__industry_key__in=bare, contact__in=near.order_by())
    was_in = _first_of_each(
        (row.organization.industry_key, row.contact)
        for row in former.select_related("contact", "organization").order_by("pk")
    )
    for key, row in bare.items():
        contact, reason = _whoever(strong)
        if knows := was_in.get(key):
            contact, reason = knows, f"{knows.first_name} was in this industry."
        yield Gap(row=row, ask=contact, reason=reason)


def _whoever(strong: Sequence[Contact]) -> tuple[Contact | None, str]:
    if not strong:
        return None, "Nobody yet: an event or a school list may lead there."
    return strong[0], f"No way is known yet; {strong[0].first_name} is close to you and may know one."


def _first_of_each(pairs: Iterable[tuple[Hashable, Contact | None]]) -> dict[Hashable, Contact]:
    first: dict[Hashable, Contact] = {}
    for key, contact in pairs:
        if contact is not None:
            first.setdefault(key, contact)
    return first


def _industries(brief: SearchBrief, targets: Iterable[Organization]) -> dict[str, str]:
    """Industries by folded name, those of the brief first."""
    named = [*re.split(r"[,;\n]", brief.industries), *(target.industry for target in targets)]
    industries: dict[str, str] = {}
    for name in named:
        if key := fold(name.strip()):
            industries.setdefault(key, name.strip())
    return industries


def _row(name: str, url: str, counts: Counter[str], most: int) -> Row:
    cells = [Cell(count=counts[column], heat=heat(counts[column], most)) for column in NEARNESS]
    return Row(name=name, url=url, cells=cells)
