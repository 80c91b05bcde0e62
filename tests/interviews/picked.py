"""What tests look at in the questions of a talk."""

from interviews.models import Interview


def texts_of(interview: Interview) -> list[str]:
    """The list in its order; those to be looked up in brackets."""
    return [f"[{row.text}]" if row.looked_up else row.text for row in interview.picked_questions.all()]
