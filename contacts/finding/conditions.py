"""The index as QuerySets ask it: conditions on people and organizations, and how well somebody fits."""

from collections.abc import Sequence
from types import ModuleType

from django.db import connections
from django.db.models import Case, Expression, IntegerField, Q, Value, When
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
        what stands in notes alone; of several words the sum.
        """
        total: Expression = Value(0)
        for word in words:
            total = total + self._misfit(word)
        return total

    def _misfit(self, word: Word) -> Expression:
        text = word.folded
        in_name = Case(
            When(Q(search_key=text) | Q(search_key__startswith=f"{text} "), then=0),
            When(search_key__startswith=text, then=1),
            default=2,
        )
        return Case(
            When(self._people(word, Field.NAME), then=in_name),
            When(self._people(word, Field.TITLE) | self._of_groups(word), then=3),
            When(self._people(word, Field.ADDRESS), then=4),
            default=UNNAMED,
            output_field=IntegerField(),
        )

    def _people(self, word: Word, *fields: Field) -> Q:
        return Q(pk__in=_ids(*self.index.people(word, *fields, owner_id=self.owner_id)))

    def groups(self, word: Word, *fields: Field) -> Q:
        """Organizations, tags or events in whose ``fields`` ``word`` is found."""
        found = Q()
        for field in fields:
            found |= Q(pk__in=_ids(*self.index.groups(word, field, owner_id=self.owner_id)))
        return found

    def _of_groups(self, word: Word) -> Q:
        organizations = _ids(*self.index.groups(word, Field.ORGANIZATION, owner_id=self.owner_id))
        tagged = self._through("SELECT contact_id FROM contacts_contact_tags WHERE tag_id", word, Field.TAG)
        return Q(organization__in=organizations) | Q(pk__in=_ids(*tagged))

    def _through(self, select: str, word: Word, field: Field) -> tuple[str, list[object]]:
        groups, params = self.index.groups(word, field, owner_id=self.owner_id)
        return f"{select} IN ({groups})", params


def _ids(sql: str, params: Sequence[object]) -> RawSQL:
    return RawSQL(sql, params)  # noqa: S611 - our own text; what was typed is in params
