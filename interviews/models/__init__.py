"""Tables of this floor."""

from interviews.models.interview import Interview, InterviewQuerySet, InterviewState, Medium
from interviews.models.interview_change import InterviewChange

__all__ = ["Interview", "InterviewChange", "InterviewQuerySet", "InterviewState", "Medium"]
