"""Asking for every page in turn, again and again, and what that cost the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from statistics import median, quantiles

from bench.asking import CONNECTIONS, Answer, Browser
from bench.filling import Account
from bench.pages import Page
from bench.processor import Meter
from bench.serving import Server

HTMX = {"HX-Request": "true"}


@dataclass(slots=True)
class Cost:
    """What a page cost over all rounds."""

    queries: int = 0
    """The most that any of its addresses took."""
    page_bytes: int = 0
    gzip_bytes: int = 0
    cpu_ms: list[float] = field(default_factory=list)
    """Of the server, a request, by round."""
    seconds: list[float] = field(default_factory=list)
    """Of each request, as the browser saw it."""

    @property
    def cpu(self) -> float:
        """Milliseconds of the processor that a request takes."""
        return median(self.cpu_ms)

    @property
    def p50(self) -> float:
        """Milliseconds within which half the answers were there."""
        return median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """Milliseconds within which all but one in twenty were there."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1] * 1000

    def times(self, floor: "Cost") -> float:
        """The processor's time as a multiple of ``floor``'s in the same round: whatever else ran then slowed both."""
        return median(ours / least for ours, least in zip(self.cpu_ms, floor.cpu_ms, strict=True))


def measure(
    pages: Sequence[Page], server: Server, accounts: Mapping[str, Account], *, rounds: int, requests: int
) -> dict[str, Cost]:
    """The cost of each page by its name: ``rounds`` times each in turn, ``requests`` times in a row."""
    visits = [_Visit(page, Browser(server.port, accounts[page.account].cookie), accounts) for page in pages]
    for visit in visits:
        visit.warm_up()
    for _ in range(rounds):
        for visit in visits:
            visit.again(server, requests)
    return {visit.page.name: visit.cost for visit in visits}


class _Visit:
    def __init__(self, page: Page, browser: Browser, accounts: Mapping[str, Account]) -> None:
        self.page, self.browser, self.cost = page, browser, Cost()
        account = accounts[page.account]
        self.paths = [
            page.path.format(
                contact=account.contact,
                organization=account.organization,
                batch=account.batch,
                campaign=account.campaign,
                words=words,
            )
            for words in page.words
        ]
        self.headers = HTMX if page.is_fragment else {}

    def warm_up(self) -> None:
        """Have both workers compile and cache what they ever will, and note what does not change."""
        paths = [*self.paths[:1] * CONNECTIONS, *self.paths[1:]]
        answers = [self._ask(path, {"X-Count-Queries": "1"}) for path in paths]
        self.cost.queries = max(answer.queries for answer in answers)
        self.cost.page_bytes = max(len(answer.body) for answer in answers)
        self.cost.gzip_bytes = max(answer.gzip_bytes for answer in answers)

    def again(self, server: Server, requests: int) -> None:
        """One round."""
        meter = Meter(server.processes())
        answers = [self._ask(path) for path in islice(cycle(self.paths), requests)]
        self.cost.cpu_ms.append(meter.seconds(server.processes()) / requests * 1000)
        self.cost.seconds.extend(answer.seconds for answer in answers)

    def _ask(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.browser.get(path, {**self.headers, **(headers or {})})
