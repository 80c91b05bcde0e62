"""Tables of this floor."""

from interviews.models.insight import INSIGHT_LENGTH, Insight, InsightQuerySet
from interviews.models.interview import PREPARED_TEXTS, Interview, InterviewQuerySet, InterviewState, Medium
from interviews.models.interview_change import ChangeKind, InterviewChange
from interviews.models.interview_question import InterviewQuestion
from interviews.models.looking_back import Interrupted, Mood, SpokeMore
from interviews.models.proposal import Proposal, ProposalQuerySet
from interviews.models.question import PLACES, Purpose, Question, question_key

__all__ = [
    "INSIGHT_LENGTH",
    "PLACES",
    "PREPARED_TEXTS",
    "ChangeKind",
    "Insight",
    "InsightQuerySet",
    "Interrupted",
    "Interview",
    "InterviewChange",
    "InterviewQuerySet",
    "InterviewQuestion",
    "InterviewState",
    "Medium",
    "Mood",
    "Proposal",
    "ProposalQuerySet",
    "Purpose",
    "Question",
    "SpokeMore",
    "question_key",
]
