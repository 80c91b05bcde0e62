"""People who wait for a digest, made inside an installation: ``manage.py shell -c`` calls this."""

from datetime import datetime

from django.core.management import call_command

from accounts.models import User
from contacts.models import Contact, FollowUp


def make(count: int, due_at: str) -> None:
    """In an empty database, ``count`` users whose digest is due at the ISO moment ``due_at``, with one thing to do."""
    call_command("migrate", verbosity=0)
    moment = datetime.fromisoformat(due_at)
    users = User.objects.bulk_create(
        [User(email=f"reader{number}@example.com", next_digest_at=moment) for number in range(count)]
    )
    on = moment.date()
    contacts = Contact.unscoped.bulk_create(
        [Contact(owner=user, first_name="Sam", tier="none", added_on=on) for user in users]
    )
    FollowUp.unscoped.bulk_create([FollowUp(contact=contact, what="Call Sam", due_on=on) for contact in contacts])
