"""What came along with a press of any button in the panel: nothing that was typed there is lost by it."""

from django.http import QueryDict

from common.requests import AuthedRequest
from common.toasts import toast
from interviews import picking, preparation
from interviews.models import Interview, Purpose
from interviews.preparation_forms import PreparationForm, WrittenQuestionForm


def came_along(data: QueryDict) -> bool:
    """Whether the fields of the panel are in what was sent."""
    return "goals_was" in data


def keep(request: AuthedRequest, interview: Interview) -> bool:
    """Save the fields of the panel; returns whether they were merged with what another device wrote."""
    form = PreparationForm(request.POST, user=request.user)
    form.is_valid()  # Nothing typed here is refused.
    texts = form.cleaned_data
    return preparation.save(interview, texts=texts, were={name: texts[f"{name}_was"] for name in preparation.FIELDS})


def keep_question(request: AuthedRequest, interview: Interview) -> None:
    """Put a question on the list that was typed, though another button than its own was pressed."""
    text = " ".join(request.POST.get("text", "").replace("\x00", "").split())
    if text:
        purpose = request.POST.get("purpose", "")
        picking.write(interview, text=text, purpose=purpose if purpose in Purpose.values else Purpose.OTHER)
        toast(request, "The question you had typed is on the list.")


def unfinished(request: AuthedRequest) -> WrittenQuestionForm:
    """The form for one's own question as it was typed so far."""
    typed = {name: request.POST[name] for name in ("text", "purpose") if name in request.POST}
    return WrittenQuestionForm(user=request.user, initial=typed)
