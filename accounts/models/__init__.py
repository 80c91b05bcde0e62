"""Tables of this floor."""

from accounts.models.brief import SearchBrief
from accounts.models.user import SearchState, User

__all__ = ["SearchBrief", "SearchState", "User"]
