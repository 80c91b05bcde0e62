"""Tables of this floor."""

from reminders.models.calendar_feed import CalendarFeed
from reminders.models.digest_delivery import DeliveryState, DigestDelivery, DigestDeliveryQuerySet, DigestKind
from reminders.models.heartbeat import Heartbeat

__all__ = ["CalendarFeed", "DeliveryState", "DigestDelivery", "DigestDeliveryQuerySet", "DigestKind", "Heartbeat"]
