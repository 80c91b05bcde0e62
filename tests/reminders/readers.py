"""People who wait for a digest, made and counted inside an installation: ``manage.py shell -c`` calls these."""

import json
from datetime import datetime

from accounts.models import User
from contacts.models import Contact, FollowUp
from reminders.models import DigestDelivery


def make(count: int, due_at: str) -> None:
    """``count`` users whose digest is due at the ISO moment ``due_at``, each with one thing to do."""
    moment = datetime.fromisoformat(due_at)
    users = User.objects.bulk_create(
        [User(email=f"reader{number}@example.com", next_digest_at=moment) for number in range(count)]
    )
    on = moment.date()
    contacts = Contact.unscoped.bulk_create(
        [Contact(owner=user, first_name="Sam", tier="none", added_on=on) for user in users]
    )
    FollowUp.unscoped.bulk_create([FollowUp(contact=contact, what="Call Sam", due_on=on) for contact in contacts])


def ledger() -> None:
    """Print the state and attempts of every digest by its Message-ID, as JSON."""
    rows = DigestDelivery.unscoped.values_list("message_id", "state", "attempts")
    print(json.dumps({message_id: [state, attempts] for message_id, state, attempts in rows}))  # noqa: T201
