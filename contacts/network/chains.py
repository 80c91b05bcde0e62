"""Who led to whom: the chain from a person back to the first the user knew (P03, P53)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts.models import User
from contacts.models import Contact

LONGEST = 20
"""A chain longer than this is a mistake somewhere, and cut."""


@dataclass(frozen=True, slots=True)
class Chains:
    """Everybody of one user who was led to somebody, or led to them."""

    by_id: dict[int, Contact]

    @classmethod
    def of(cls, user: User, people: Collection[Contact] = ()) -> "Chains":
        """The chains of ``user``, also of ``people`` whom nobody led to; one query."""
        linked = Contact.for_user(user).in_chains().select_related("organization")
        return cls({contact.pk: contact for contact in [*people, *linked]})

    def back_from(self, contact: Contact) -> Sequence[Contact]:
        """``contact``, then who led to them, and so on to the first; a loop ends where it closes."""
        chain = [contact]
        seen = {contact.pk}
        while (by := chain[-1].introduced_by_id) is not None and by not in seen and len(chain) < LONGEST:
            if (before := self.by_id.get(by)) is None:
                break
            seen.add(by)
            chain.append(before)
        return chain

    def to(self, contact: Contact) -> Sequence[Contact]:
        """The same from the first to ``contact``, as one tells it: "Ana → Ben → Cleo"."""
        return self.back_from(contact)[::-1]
