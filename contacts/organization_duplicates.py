"""Which organizations might be there twice: "Acme" and "ACME Corporation Europe", or two of one website."""

from collections import defaultdict
from urllib.parse import urlsplit

from rapidfuzz.distance import OSA

from accounts.models import User
from contacts.duplicates import Candidate, Suspicions, paired
from contacts.models import DifferentOrganizations, Organization
from contacts.organization_names import core

_SITE, _CORE, _SPACED, _SLIP = 70, 60, 60, 40
_SHARED_HOSTS = {
    "facebook.com", "github.com", "github.io", "google.com", "instagram.com", "linkedin.com", "sites.google.com",
    "twitter.com", "wordpress.com", "x.com", "xing.com", "youtube.com",
}  # fmt: skip
_LONG_ENOUGH = 6
"""Letters from which on a slip of the pen is likelier than another name."""


def among_organizations(owner: User) -> list[Candidate]:
    """Pairs of ``owner``'s organizations that might be one, the strongest suspicion first; two queries."""
    suspicions = Suspicions(frozenset(DifferentOrganizations.for_user(owner).values_list("one", "other")))
    rows = list(Organization.for_user(owner).order_by("pk").values_list("pk", "name_key", "website"))
    keys = {pk: key for pk, key, _ in rows}
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, key, website in rows:
        blocks["core", core(key)].append(pk)
        blocks["letters", key.replace(" ", "")].append(pk)
        if host := _host(website):
            blocks["site", host].append(pk)
        blocks["begins", key[:4]].append(pk)
        blocks["ends", key[-4:]].append(pk)
    for (kind, shared), group in blocks.items():
        for one, other in paired(group):
            if kind == "site":
                suspicions.add(one, other, _SITE, f"Same website: {shared}")
            elif kind == "core":
                suspicions.add(one, other, _CORE, "Same name, apart from region or branch")
            elif kind == "letters":
                suspicions.add(one, other, _SPACED, "Same name, written apart or together")
            elif _is_slip(keys[one], keys[other]):
                suspicions.add(one, other, _SLIP, "Names a slip of the pen apart")
    return suspicions.strongest_first()


def _host(website: str) -> str:
    try:
        host = (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return "" if host in _SHARED_HOSTS else host


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG_ENOUGH or any(char.isdigit() for char in one + other):
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1 and one.replace(" ", "") != other.replace(" ", "")
