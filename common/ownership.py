"""Every row belongs to one user, and the way to a row leads through its owner."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

M_co = TypeVar("M_co", bound="OwnedModel", covariant=True)


class OwnedQuerySet(models.QuerySet[M_co]):
    """A QuerySet that can narrow itself to one owner's rows."""

    def owned_by(self, user: AbstractBaseUser) -> Self:
        """Rows of ``user`` alone."""
        return self.filter(**{self.model.owner_path: user})

    def owned_by_any(self, owner_ids: Collection[int]) -> Self:
        """Rows of any of these owners, for work done for many at once (digests)."""
        return self.filter(**{f"{self.model.owner_path}__in": owner_ids})


class OwnedModel(models.Model):
    """A model whose rows belong to one user.

    There is no ``objects``: ``Contact.for_user(user)`` is the way in. ``Contact.unscoped`` is for the admin, tasks,
    commands and migrations; ``tests/architecture`` holds every other use.
    """

    owner_path: ClassVar[str] = "owner"
    stays_behind: ClassVar[str] = ""
    """Why its rows are in no export of the account; blank for everything the user has put in."""
    columns_left_behind: ClassVar[Mapping[str, str]] = {}
    """Columns that are in no export, each with the reason."""
    json_without_ids: ClassVar[tuple[str, ...]] = ()
    """JSON columns that never name a row, and so mean the same in another account."""

    former_columns: ClassVar[tuple[str, ...]] = ()
    """Text columns it once had, which older archives still hold: ``rows_of_former`` keeps their words."""

    unscoped: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OwnedQuerySet[Self]:
        """The rows of ``user``; every view, form and filter starts here."""
        return cast("OwnedQuerySet[Self]", cls.unscoped.owned_by(user))

    def rows_of_former(self, said: Mapping[str, str]) -> "Sequence[OwnedModel]":  # noqa: ARG002 - see above
        """Unsaved rows that hold what an older archive ``said`` in ``former_columns`` of this row, all of one model."""
        return ()
