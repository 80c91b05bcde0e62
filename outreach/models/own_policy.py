"""The user's own way of following up."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet


class OwnPolicyQuerySet(OwnedQuerySet["OwnPolicy"]):
    """Policies of one owner."""

    def by_name(self) -> Self:
        """As a list shows them."""
        return self.order_by("name", "pk")


class OwnPolicy(OwnedModel):
    """Steps of the user's own, for their campaigns to follow (P22); ``outreach.policy`` reads them."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    steps = models.JSONField()
    """``[{"channel": "email", "gap": 0}, …]``: the gap in business days after the attempt before."""
    close_out_gap = models.PositiveSmallIntegerField("business days to answer the last one", default=10)
    created_at = models.DateTimeField(auto_now_add=True)

    json_without_ids: ClassVar[tuple[str, ...]] = ("steps",)

    unscoped: ClassVar[OwnPolicyQuerySet] = OwnPolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "policy"
        verbose_name_plural = "policies"
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="outreach_policy_once",
                violation_error_message="You have a policy of that name already.",
            ),
            models.CheckConstraint(condition=Q(close_out_gap__range=(1, 60)), name="outreach_policy_close_out"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OwnPolicyQuerySet:
        """The policies of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Where it is changed."""
        return reverse("outreach:policy_update", args=[self.pk])
