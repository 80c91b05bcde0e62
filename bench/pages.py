"""What is measured, and what it may cost. A new page is a line here."""

from dataclasses import dataclass

BARE = "Floor: a bare view of 30 KB"
SIGNED_IN = "Floor: the same, signed in"
LIST = "Floor: a plain list of 50"


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """What a page may cost at most; ``None`` where nothing is promised."""

    times: float | None = None
    """Processor time, as a multiple of its floor's."""
    queries: int | None = None
    kilobytes: float | None = None
    """Packed by gzip, thousands of bytes."""
    p95_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, or several addresses of one, asked in turn."""

    name: str
    path: str
    """``{contact}``, ``{organization}``, ``{batch}``, ``{campaign}``: the account's; ``{words}``: each of ``words``."""
    floor: str = ""
    """What its processor time is compared with; a floor has none."""
    most: Most = Most()
    words: tuple[str, ...] = ("",)
    account: str = "large"
    is_fragment: bool = False
    """Asked by htmx."""


_TYPED = ("mar", "ibanez", "head+of+rail", "northwind", "siobhan+cork", "rail", "robots", "alumni")
"""Names, words of titles, organizations, notes, tags: of 10,000 people they find from twenty to four thousand."""
_SEARCH = Most(times=2, p95_ms=50)

PAGES = (
    Page(BARE, "/floor/bare/"),
    Page(SIGNED_IN, "/floor/signed-in/"),
    Page(LIST, "/floor/list/"),
    Page("People, 50 rows", "/people/", LIST, Most(times=1.5, queries=10, kilobytes=12)),
    Page("People, page 100", "/people/?page=100", LIST),
    Page("People, account of 100", "/people/", LIST, account="small"),
    Page("People, searched", "/people/?q={words}", LIST, _SEARCH, words=_TYPED),
    Page("People, searched as one types", "/people/?q={words}", LIST, words=_TYPED, is_fragment=True),
    Page("Search box, as one types", "/people/find/?q={words}", LIST, _SEARCH, words=_TYPED, is_fragment=True),
    Page("A person", "/people/{contact}/", SIGNED_IN, Most(times=8, queries=12)),
    Page("A person, account of 100", "/people/{contact}/", SIGNED_IN, account="small"),
    Page("Adding someone", "/people/new/", LIST),
    Page("Organizations", "/people/organizations/", LIST),
    Page("An organization", "/people/organizations/{organization}/", LIST),
    Page("Import, preview", "/people/import/{batch}/", LIST),
    Page("A campaign's board", "/outreach/{campaign}/", LIST),
    Page("Whom to ask next", "/outreach/{campaign}/next/", LIST),
    Page("What works", "/outreach/what-works/", LIST),
    Page("Today", "/", LIST),
    Page("Today, account of 100", "/", LIST, account="small"),
    # With a constant number of queries: each also on the account of 100.
    *(
        Page(f"Network: {name}{', account of 100' if account == 'small' else ''}", path, SIGNED_IN, account=account)
        for name, path in (
            ("map", "/people/network/"),
            ("what the map draws", "/people/network/map.json"),
            ("paths to an organization", "/people/network/paths/?organization={organization}"),
            ("coverage", "/people/network/coverage/"),
            ("ties", "/people/network/ties/"),
            ("tiers", "/people/network/tiers/"),
            ("reconnect", "/people/network/reconnect/"),
            ("giving", "/people/network/giving/"),
            ("growth", "/people/network/growth/"),
            ("rating", "/people/network/rating/"),
            ("where it came from", "/interviews/origins/"),
            ("a person's piece", "/people/{contact}/piece/"),
        )
        for account in ("large", "small")
    ),
)
