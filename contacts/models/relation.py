"""What somebody is to the user: how close, how often, and from where in life."""

from django.db import models


class Tie(models.TextChoices):
    """How strong the relationship is (P12)."""

    STRONG = "strong", "strong"
    WEAK = "weak", "weak"
    NONE = "none", "none yet"


class Tier(models.TextChoices):
    """How often the user wants to stay in touch (P49)."""

    KEY = "key", "key"
    REGULAR = "regular", "regular"
    LIGHT = "light", "light"
    NONE = "none", "no reminders"


class WalkOfLife(models.TextChoices):
    """Where in life the user knows someone from (P01)."""

    WORK = "work", "work"
    SCHOOL = "school", "school or university"
    FAMILY = "family", "family"
    FRIENDS = "friends", "friends"
    NEIGHBOURS = "neighbours", "neighbours"
    CLUBS = "clubs", "sports and clubs"
    SERVICES = "services", "doctor, hairdresser and the like"
    EVENTS = "events", "events and associations"
    ONLINE = "online", "online"
    OTHER = "other", "elsewhere"
