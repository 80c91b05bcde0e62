"""Rows that words find: a QuerySet that knows whose rows it holds, as the index is asked for one owner's at a time."""

from typing import Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.finding.conditions import Index

M_co = TypeVar("M_co", bound=OwnedModel, covariant=True)


class FindableQuerySet(OwnedQuerySet[M_co]):
    """Rows of one owner that can be searched; ``for_user`` makes them so."""

    owner_id: int | None = None

    def owned_by(self, user: AbstractBaseUser) -> Self:
        """Rows of ``user`` alone."""
        mine = super().owned_by(user)
        mine.owner_id = user.pk
        return mine

    @property
    def index(self) -> Index:
        """The words of this owner's rows. Raises ``TypeError`` where the rows were not reached through an owner."""
        if self.owner_id is None:
            raise TypeError(f"{self.model.__name__} is searched by way of for_user(user)")
        return Index(owner_id=self.owner_id, using=self.db)

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.owner_id = self.owner_id
        return clone
