"""Tables of this floor."""

from reminders.models.digest_delivery import DeliveryState, DigestDelivery, DigestDeliveryQuerySet, DigestKind
from reminders.models.heartbeat import Heartbeat

__all__ = ["DeliveryState", "DigestDelivery", "DigestDeliveryQuerySet", "DigestKind", "Heartbeat"]
