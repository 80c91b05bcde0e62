"""Organizations and tags by name while an import runs: found, or made for it and remembered so that undoing can."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from accounts.models import User
from contacts.models import Organization, Tag
from contacts.models.organization import organization_key
from contacts.models.tag import tag_key
from contacts.organizations import ids_by_key

LOOKUP_BATCH = 1_000

M = TypeVar("M", Organization, Tag)


class NamesInUse:
    """The owner's organizations and tags by key, as far as the import has asked for them."""

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self.made: dict[str, list[tuple[int, str]]] = {"organizations": [], "tags": []}
        """What was not there: ids and names."""
        self._organizations: dict[str, int] = {}
        self._tags: dict[str, int] = {}

    def provide(self, *, organizations: Iterable[str], tags: Iterable[str]) -> None:
        """See to it that there is one for each of these names; blank ones are left out."""
        self._provide(Organization, organization_key, organizations, self._organizations, "organizations")
        self._provide(Tag, tag_key, tags, self._tags, "tags")

    def organization(self, name: str) -> int | None:
        """The id of an organization that was provided; ``None`` for a blank name."""
        return self._organizations.get(organization_key(name)) if name else None

    def tag(self, name: str) -> int | None:
        """The id of a tag that was provided; ``None`` for a blank name."""
        return self._tags.get(tag_key(name))

    def _provide(
        self, model: type[M], key_of: Callable[[str], str], names: Iterable[str], ids: dict[str, int], made: str
    ) -> None:
        wanted: dict[str, str] = {}
        for name in names:
            if (key := key_of(name)) and key not in ids:
                wanted.setdefault(key, name)
        keys = list(wanted)
        for start in range(0, len(keys), LOOKUP_BATCH):
            some = keys[start : start + LOOKUP_BATCH]
            if model is Organization:
                ids.update(ids_by_key(self.owner, some))
            else:
                here = model.for_user(self.owner).filter(name_key__in=some)
                ids.update(here.order_by().values_list("name_key", "pk"))
        missing = [model(owner=self.owner, name=name, name_key=key) for key, name in wanted.items() if key not in ids]
        model.for_user(self.owner).bulk_create(missing)
        ids.update((each.name_key, each.pk) for each in missing)
        self.made[made].extend((each.pk, each.name) for each in missing)
