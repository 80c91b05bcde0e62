"""Which of the people in LinkedIn's conversations is the user."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from common.folding import fold
from contacts.importing.formats import UnusableFileError
from contacts.importing.linkedin_people import Known, profile_key


class UnknownOwnerError(UnusableFileError):
    """The conversations do not show who of those in them is the user."""


@dataclass(slots=True)
class Owner:
    """What is known of who the user is, before the conversations are asked."""

    keys: set[str] = field(default_factory=set)
    """Profiles that are theirs, such as those that sent the outgoing invitations."""
    names: set[str] = field(default_factory=set)
    """What they may be called, folded."""

    def add(self, *, name: str, url: str) -> None:
        """Learn a name and a profile of theirs; either may be blank."""
        if fold(name):
            self.names.add(fold(name))
        if key := profile_key(url):
            self.keys.add(key)

    def find(
        self, talks: Sequence[set[int]], people: Sequence[Known], is_connection: Callable[[int], bool]
    ) -> set[int]:
        """The user's number or numbers among ``people``: whoever takes part in more of ``talks`` than anyone else.

        Nobody is their own connection. Raises ``UnknownOwnerError`` when two could be the user.
        """
        if self.keys and (mine := {number for number, known in enumerate(people) if known.key in self.keys}):
            return mine
        parts = Counter(identity for talk in talks for identity in {_identity(people[person]) for person in talk})
        parts.pop("", None)
        most = max(parts.values(), default=0)
        candidates = {identity for identity, count in parts.items() if count == most}
        numbers: dict[str, set[int]] = {identity: set() for identity in candidates}
        for number, known in enumerate(people):
            if (identity := _identity(known)) in numbers:
                numbers[identity].add(number)
        strangers = {identity for identity in candidates if not any(map(is_connection, numbers[identity]))}
        named = {
            identity
            for identity in strangers or candidates
            if any(fold(people[number].name) in self.names for number in numbers[identity])
        }
        for narrowed in (named, strangers, candidates):
            if len(narrowed) == 1:
                return numbers[narrowed.pop()]
        raise UnknownOwnerError(
            "These messages do not show which of the two is you. Bring LinkedIn’s whole zip, or write your name under "
            "Settings as LinkedIn has it."
        )


def _identity(known: Known) -> str:
    """One for everyone with a profile; someone without one goes by their name, to recognise the user alone."""
    if known.url:
        return known.key
    return f"name:{fold(known.name)}" if known.name else ""
