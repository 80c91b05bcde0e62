"""The digest: the agenda as an e-mail, once a local date, whatever happens to workers and servers."""

from reminders.digests.run import Report, send_due

__all__ = ["Report", "send_due"]
