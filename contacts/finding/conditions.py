"""The index as QuerySets ask it: conditions on people and organizations, and how well somebody fits."""

from collections.abc import Sequence
from types import ModuleType

from django.db import connections
from django.db.models import Expression, IntegerField, Q
from django.db.models.expressions import RawSQL

from contacts.finding import postgresql, sqlite
from contacts.finding.sources import HEADS, Field
from contacts.finding.words import Word

_INDEXES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}

UNNAMED = 5
"""``Index.misfit`` of a word that neither name, title, organization, tag nor address has."""


class Index:
    """The words of one owner, on the database ``using``."""

    def __init__(self, *, owner_id: int, using: str) -> None:
        self.owner_id = owner_id
        self.index = _INDEXES[connections[using].vendor]

    def somewhere(self, *words: Word) -> Q:
        """People with whom each of ``words`` is found, anywhere at all: one list of ids, which a database goes through
        best.
        """
        lists = [self._somewhere(word) for word in words]
        each = (f"SELECT * FROM ({sql}) with{number}" for number, (sql, _) in enumerate(lists))
        params = [param for _, params in lists for param in params]
        return Q(pk__in=_ids(" INTERSECT ".join(each) if len(lists) > 1 else lists[0][0], params))

    def _somewhere(self, word: Word) -> tuple[str, list[object]]:
        asked = [
            self.index.people(word, *HEADS, Field.TEXT, owner_id=self.owner_id),
            self._through("SELECT id FROM contacts_contact WHERE organization_id", word, Field.ORGANIZATION),
            self._through("SELECT contact_id FROM contacts_contact_tags WHERE tag_id", word, Field.TAG),
            self._through("SELECT contact_id FROM contacts_event_people WHERE event_id", word, Field.EVENT),
        ]
        params = [param for _, params in asked for param in params]
        return " UNION ALL ".join(sql for sql, _ in asked), params

    def named(self, word: Word) -> Q:
        """People in whose first or last name ``word`` is found."""
        return self._people(word, Field.NAME)

    def misfit(self, words: Sequence[Word]) -> Expression:
        """How far from what one types for somebody ``words`` were found: 0 for a whole first name, ``UNNAMED`` for
        what stands in notes alone; of several words the sum. For queries on the table of contacts itself.
        """
        each = [self._misfit(word) for word in words]
        params = [param for _, params in each for param in params]
        sum_of = " + ".join(sql for sql, _ in each) or "0"
        return RawSQL(sum_of, params, output_field=IntegerField())  # noqa: S611 - as below

    def _misfit(self, word: Word) -> tuple[str, list[object]]:
        """As text: put together from conditions it would take longer to write than to answer."""
        name, of_name = self.index.people(word, Field.NAME, owner_id=self.owner_id)
        title, of_title = self.index.people(word, Field.TITLE, owner_id=self.owner_id)
        organization, of_organization = self.index.groups(word, Field.ORGANIZATION, owner_id=self.owner_id)
        tag, of_tag = self._through("SELECT contact_id FROM contacts_contact_tags WHERE tag_id", word, Field.TAG)
        address, of_address = self.index.people(word, Field.ADDRESS, owner_id=self.owner_id)
        text = word.folded
        whole, begun = f"{text} ", "substr(contacts_contact.search_key, 1, %s) = %s"
        sql = (
            f"CASE WHEN contacts_contact.id IN ({name}) THEN "
            f"CASE WHEN contacts_contact.search_key = %s OR {begun} THEN 0 WHEN {begun} THEN 1 ELSE 2 END "
            f"WHEN contacts_contact.id IN ({title}) OR contacts_contact.organization_id IN ({organization}) "
            f"OR contacts_contact.id IN ({tag}) THEN 3 "
            f"WHEN contacts_contact.id IN ({address}) THEN 4 ELSE {UNNAMED} END"
        )
        of_key = [text, len(whole), whole, len(text), text]
        return sql, [*of_name, *of_key, *of_title, *of_organization, *of_tag, *of_address]

    def _people(self, word: Word, *fields: Field) -> Q:
        return Q(pk__in=_ids(*self.index.people(word, *fields, owner_id=self.owner_id)))

    def groups(self, word: Word, *fields: Field) -> Q:
        """Organizations, tags or events in whose ``fields`` ``word`` is found."""
        found = Q()
        for field in fields:
            found |= Q(pk__in=_ids(*self.index.groups(word, field, owner_id=self.owner_id)))
        return found

    def _through(self, select: str, word: Word, field: Field) -> tuple[str, list[object]]:
        groups, params = self.index.groups(word, field, owner_id=self.owner_id)
        return f"{select} IN ({groups})", params


def _ids(sql: str, params: Sequence[object]) -> RawSQL:
    return RawSQL(sql, params)  # noqa: S611 - our own text; what was typed is in params
