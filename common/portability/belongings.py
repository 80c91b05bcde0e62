"""What belongs to an account and travels with it, asked of the models themselves: a new model travels by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.text import slugify

from common.ownership import OwnedModel, OwnedQuerySet
from common.portability.values import encoder

Field = models.Field[Any, Any]


@dataclass(frozen=True, slots=True)
class Belonging:
    """One model whose rows travel, with the columns that do."""

    model: type[OwnedModel]
    title: str
    """What its table is called in an archive: "contact-points"."""
    columns: tuple[Field, ...]
    """All that say something themselves."""
    references: tuple["models.ForeignKey[Any, Any]", ...]
    """Those that name a row of a belonging; the owner is not among them, as there is only one."""
    links: tuple["models.ManyToManyField[Any, Any]", ...]
    files: tuple["models.BinaryField[Any, Any]", ...]
    """Those whose bytes are files of their own."""

    @property
    def label(self) -> str:
        """What tells it from every other: "contacts.contactpoint"."""
        return self.model._meta.label_lower

    def rows(self, owner: AbstractBaseUser) -> OwnedQuerySet[OwnedModel]:
        """All the rows of ``owner``, in the order in which they were made."""
        return self.model.for_user(owner).order_by("pk")


@lru_cache(maxsize=1)
def belongings() -> tuple[Belonging, ...]:
    """Every model that travels, each after those that its rows name. Raises ``ImproperlyConfigured``."""
    found = [model for model in apps.get_models() if issubclass(model, OwnedModel) and not model.stays_behind]
    titles = [slugify(str(model._meta.verbose_name_plural)) for model in found]
    return tuple(
        _in_order(
            _belonging(model, title if titles.count(title) == 1 else f"{model._meta.app_label}-{title}", found)
            for model, title in zip(found, titles, strict=True)
        )
    )


def preferences() -> tuple[Field, ...]:
    """The columns of the user themselves that travel."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    return tuple(user._meta.get_field(name) for name in user.preferences)


def _belonging(model: type[OwnedModel], title: str, travelling: list[type[OwnedModel]]) -> Belonging:
    columns: list[Field] = []
    references: list[models.ForeignKey[Any, Any]] = []
    files: list[models.BinaryField[Any, Any]] = []
    owners = set(model.owner_path.split("__"))
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in model.columns_left_behind:
            continue
        if isinstance(field, models.ForeignKey):
            if field.related_model in travelling:
                references.append(field)
            elif field.name not in owners:
                raise ImproperlyConfigured(
                    f"{field} names a row that no export holds. Put it into columns_left_behind of its model and say "
                    "why it may be lost."
                )
        elif isinstance(field, models.BinaryField):
            files.append(field)
        else:
            if isinstance(field, models.JSONField) and field.name not in model.json_without_ids:
                raise ImproperlyConfigured(
                    f"{field} is JSON. If it never names a row, put it into json_without_ids of its model; otherwise "
                    "it would name somebody else's row in another account."
                )
            encoder(field)
            columns.append(field)
    links = [link for link in model._meta.many_to_many if link.name not in model.columns_left_behind]
    for link in links:
        through: Any = link.remote_field.through
        if link.related_model not in travelling or not through._meta.auto_created:
            raise ImproperlyConfigured(f"{link} leads to what no export holds.")
    return Belonging(model, title, tuple(columns), tuple(references), tuple(links), tuple(files))


def _in_order(all_of_them: Iterable[Belonging]) -> list[Belonging]:
    """Those first that name no other; a reference that may be empty can wait, and so breaks a circle."""
    waiting = sorted(all_of_them, key=lambda each: each.label)
    placed: list[Belonging] = []
    while waiting:
        here = {each.model for each in waiting}
        ready = [each for each in waiting if not _named(each, here)] or [
            each for each in waiting if not _named(each, here, only_needed=True)
        ][:1]
        if not ready:
            raise ImproperlyConfigured(f"{[each.label for each in waiting]} name each other in a circle.")
        placed += ready
        waiting = [each for each in waiting if each not in ready]
    return placed


def _named(belonging: Belonging, among: set[type[OwnedModel]], *, only_needed: bool = False) -> set[Any]:
    """The models ``among`` which its rows name, itself aside; ``only_needed`` counts what may never be empty."""
    fields = [field for field in belonging.references if not (only_needed and field.null)]
    links = [] if only_needed else belonging.links
    return {field.related_model for field in (*fields, *links)} & among - {belonging.model}
