"""Tables of this floor."""

from interviews.models.interview import Interview, InterviewQuerySet, InterviewState, Medium
from interviews.models.interview_change import ChangeKind, InterviewChange

__all__ = ["ChangeKind", "Interview", "InterviewChange", "InterviewQuerySet", "InterviewState", "Medium"]
