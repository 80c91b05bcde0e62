"""How commands name an account, and how they refuse: one line on standard error, exit code 2."""

from django.core.management.base import CommandError

from accounts.models import User

BAD_INPUT = 2
"""The exit code for input that cannot be used."""


def refuse(reason: str) -> CommandError:
    """The error to raise for bad input; nothing may have been changed."""
    return CommandError(reason, returncode=BAD_INPUT)


def owner_named(email: str) -> User:
    """The user with this e-mail address, whatever its case. Raises the ``refuse`` error when there is none."""
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        raise refuse(f"There is no account with the e-mail address {email}.") from None
