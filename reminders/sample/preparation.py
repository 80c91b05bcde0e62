"""How the sample's talks were prepared: questions picked, one left to be looked up, one of the user's own."""

from accounts.models import User
from interviews import bank, picking
from interviews.models import Interview, Question, question_key
from interviews.questions import BY_KEY

_OWN = "How do forecasting and planning settle it when they disagree?"


def held(interview: Interview) -> None:
    """The talk with Marisol, before it took place."""
    interview.homework = "Spoke about rail at Freight Forum; nine people report to her."
    interview.organization_homework = "Northwind moved 200 lanes to rail last year. A depot in Lyon opens in spring."
    interview.goals = "What a planner does all day there. Whether Lyon will hire."
    interview.save(update_fields=["homework", "organization_homework", "goals"])


def ahead(interview: Interview) -> None:
    """The talk with Lars, ready; one question was dropped, as the web answers it (P32)."""
    interview.homework = "Leads forecasting; published a note on demand after the port strike."
    interview.organization_homework = "Globex plans rail and road together since the merger."
    interview.goals = "How forecasting and planning talk to each other.\nWhat I would have to learn first."
    interview.agenda = "Two minutes on me. Then how he came to forecasting, a usual week, and whom else to talk to."
    interview.who_i_am = "I planned freight networks at Acme for seven years, and opened two depots on time."
    interview.who_referred_me = "Hana told me to write to you; we did the same master’s."
    interview.why_you = "Your note after the port strike: the only one that said where the forecast was wrong."
    interview.is_framed = True
    interview.save()
    for key in ("path", "week", "mistake", "whom_else"):
        picking.pick(interview, bank.as_shipped(BY_KEY[key]))
    picking.write(interview, text=_OWN, purpose="field")
    picking.look_up(picking.pick(interview, bank.as_shipped(BY_KEY["joining"])))


def forget(user: User) -> None:
    """Take the sample's own question out of ``user``'s bank, unless a talk of theirs uses it."""
    Question.for_user(user).filter(text_key=question_key(_OWN), picked=None).delete()
