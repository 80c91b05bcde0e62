"""Tables of this floor."""

from accounts.models.brief import SearchBrief
from accounts.models.user import User

__all__ = ["SearchBrief", "User"]
