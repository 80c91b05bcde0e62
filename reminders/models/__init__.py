"""Tables of this floor."""

from reminders.models.digest_delivery import DeliveryState, DigestDelivery, DigestDeliveryQuerySet
from reminders.models.heartbeat import Heartbeat

__all__ = ["DeliveryState", "DigestDelivery", "DigestDeliveryQuerySet", "Heartbeat"]
