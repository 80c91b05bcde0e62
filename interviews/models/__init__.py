"""Tables of this floor."""

from interviews.models.insight import INSIGHT_LENGTH, Insight, InsightQuerySet
from interviews.models.interview import Interview, InterviewQuerySet, InterviewState, Medium
from interviews.models.interview_change import ChangeKind, InterviewChange
from interviews.models.looking_back import Interrupted, Mood, SpokeMore

__all__ = [
    "INSIGHT_LENGTH",
    "ChangeKind",
    "Insight",
    "InsightQuerySet",
    "Interrupted",
    "Interview",
    "InterviewChange",
    "InterviewQuerySet",
    "InterviewState",
    "Medium",
    "Mood",
    "SpokeMore",
]
