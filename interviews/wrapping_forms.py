"""What is typed and tapped after a conversation: one sheet, of which every line may stay empty."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.datastructures import MultiValueDict
from django.utils.text import Truncator

from accounts.models import User
from common.forms import OwnedForm
from contacts.events import follow_up_days
from contacts.models import Contact
from contacts.models.tag import NAME_LENGTH
from contacts.standing import said
from contacts.tagging import split_names
from interviews import names_given, wrapping_up
from interviews.forms import KeptTextField
from interviews.models import INSIGHT_LENGTH, Insight, Interrupted, Interview, InterviewQuestion, Mood, SpokeMore
from interviews.names_given import ANSWER, Doubt, Given, Way
from interviews.wrapping_up import Taken, Thing, WrapUp
from outreach.forms import day_input, text_area

MOST_ROWS = 60
BLANK_ROWS = 3
"""So many empty lines there are without a script; with one they come when they are asked for."""
DAYS_FOR_A_THING = 7
_QUESTION_LENGTH = 80
_LARGEST = 9_223_372_036_854_775_807


def _one_tap(label: str, choices: Any, *, coerce: Any = str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=coerce,
        empty_value="" if coerce is str else None,
        required=False,
        widget=forms.RadioSelect,
    )


class WrapUpForm(OwnedForm):
    """What there is once: names, how it was, what comes next with the person."""

    names = KeptTextField(
        label="Whom did they name?",
        required=False,
        help_text="One a line, with what you know of them. They become contacts who came through {}.",
        widget=text_area(2, "Ana Reis, planner at Kessel"),
    )
    next_step = forms.ChoiceField(
        label="What comes next with them?", required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    spoke_more = _one_tap("Who spoke more?", SpokeMore.choices)
    interrupted = _one_tap("Did you interrupt?", Interrupted.choices)
    mood_before = _one_tap("How did you feel before?", Mood.choices, coerce=int)
    mood_after = _one_tap("And how do you feel now?", Mood.choices, coerce=int)
    keep_in_mind = _one_tap("", [("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes")
    next_touch_on = forms.DateField(label="When will you be in touch again?", required=False, widget=day_input())
    taken_out: forms.ModelMultipleChoiceField[Contact] = forms.ModelMultipleChoiceField(
        label="Take out",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, interview: Interview, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview, self.on = interview, on
        self.given: list[Given] = []
        self.doubts: list[Doubt] = []
        name = interview.contact.first_name
        self.fields["names"].help_text = str(self.fields["names"].help_text).format(name)
        self.fields["keep_in_mind"].label = f"Did {name} offer to keep you in mind?"
        comes_round_on = interview.contact.next_touch_on
        if comes_round_on is not None:
            self.fields["next_touch_on"].help_text = f"Else Rapport brings {name} up {said(comes_round_on, on)}."
        taken_out: Any = self.fields["taken_out"]
        taken_out.queryset = Contact.for_user(self.user).filter(pk__in=interview.named.values("pk")).order_by("pk")
        self.days = follow_up_days(on)
        next_step: Any = self.fields["next_step"]
        next_step.choices = [
            ("days", "I write to them in 3 days"),
            ("tomorrow", "I write to them tomorrow"),
            ("week", "I write to them next week"),
            (Way.INTRODUCED.value, f"{name} will introduce me"),
            ("none", "Nothing yet"),
        ]

    @property
    def answers(self) -> dict[str, str]:
        """What was said about each doubt, by its key."""
        return {name.removeprefix(ANSWER): value for name, value in self.data.items() if name.startswith(ANSWER)}

    @property
    def answered(self) -> list[tuple[str, str]]:
        """Names and values of the answers given, for when there is still something to ask."""
        open_now = {doubt.key for doubt in self.doubts}
        return [(f"{ANSWER}{key}", value) for key, value in self.answers.items() if key not in open_now]

    def clean(self) -> dict[str, Any]:
        """Read the names; who might be here already is asked about, and nothing is kept before."""
        data = super().clean() or self.cleaned_data
        try:
            self.given, self.doubts = names_given.read(self.interview, data.get("names", ""), answers=self.answers)
        except names_given.NamesRefusedError as refusal:
            self.add_error("names", str(refusal))
        if self.doubts:
            self.add_error("names", "Say below who is meant; then everything is kept.")
        return data

    def clean_next_touch_on(self) -> date | None:
        """Refuse a day that has passed, unless it stood there before."""
        day: date | None = self.cleaned_data["next_touch_on"]
        planned = self.interview.next_touch
        if day is not None and day < self.on and (planned is None or planned.due_on != day):
            raise forms.ValidationError("That day has passed. Choose one that is still to come.")
        return day


class _RowForm(OwnedForm):
    """A line of several; ``pk`` says which row it stands for, if any."""

    pk = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST, widget=forms.HiddenInput)

    user: User

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on


class ThingForm(_RowForm):
    """Something to look into."""

    what = forms.CharField(label="What will you look into?", max_length=300, required=False)
    due_on = forms.DateField(label="By when", required=False, widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = self.on + timedelta(days=DAYS_FOR_A_THING)

    @property
    def thing(self) -> Thing:
        """The line as it is kept; wants a valid form."""
        data = self.cleaned_data
        due_on = data.get("due_on") or self.on + timedelta(days=DAYS_FOR_A_THING)
        return Thing(what=data.get("what", ""), due_on=due_on, pk=data.get("pk"))


class InsightForm(_RowForm):
    """Something one takes along."""

    text = forms.CharField(label="One thing at a time", max_length=INSIGHT_LENGTH, required=False, widget=text_area(2))
    was = KeptTextField(required=False, widget=forms.HiddenInput)
    question = forms.TypedChoiceField(
        label="What brought it up",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tags = forms.CharField(
        label="Tags",
        required=False,
        max_length=500,
        help_text="By tag you see later what several people said about the same thing.",
        widget=forms.TextInput(
            attrs={"list": "tag-names", "data-comma-list": "", "autocomplete": "off", "placeholder": "rail, hiring"}
        ),
    )

    def __init__(self, *args: Any, questions: Sequence[InterviewQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["question"]
        field.choices = [
            ("", "None of my questions"),
            *((each.pk, Truncator(each.text).chars(_QUESTION_LENGTH)) for each in questions),
        ]
        if not questions:
            del self.fields["question"]

    def clean_tags(self) -> str:
        """Refuse a tag that is a sentence."""
        tags: str = self.cleaned_data["tags"]
        if any(len(name) > NAME_LENGTH for name in split_names(tags)):
            raise forms.ValidationError(f"A tag has at most {NAME_LENGTH} letters; put commas between several.")
        return tags

    @property
    def taken(self) -> Taken:
        """The line as it is kept; wants a valid form."""
        data = self.cleaned_data
        return Taken(
            text=data.get("text", ""),
            was=data.get("was", ""),
            tags=split_names(data.get("tags", "")),
            question=data.get("question"),
            pk=data.get("pk"),
        )


_LIMITS: Any = {"extra": BLANK_ROWS, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "validate_max": True}
ThingRows = formset_factory(ThingForm, **_LIMITS)
InsightRows = formset_factory(InsightForm, **_LIMITS)


class Sheet:
    """The whole sheet of one interview: what there is once, the things and the insights."""

    def __init__(
        self, interview: Interview, *, user: User, on: date, data: MultiValueDict[str, str] | None = None
    ) -> None:
        row: dict[str, Any] = {"user": user, "on": on}
        questions = list(interview.picked_questions.all())
        initial = {name: getattr(interview, name) for name in wrapping_up.REVIEW}
        initial["keep_in_mind"] = {None: "", True: "yes", False: "no"}[interview.keep_in_mind]
        initial["next_touch_on"] = interview.next_touch.due_on if interview.next_touch else None
        self.form = WrapUpForm(data, user=user, interview=interview, on=on, initial=initial)
        self.things = ThingRows(
            data,
            prefix="thing",
            initial=[
                {"pk": each.pk, "what": each.what, "due_on": each.due_on} for each in wrapping_up.things_of(interview)
            ],
            form_kwargs=row,
        )
        insights = Insight.for_user(user).filter(interview=interview).prefetch_related("tags")
        self.insights = InsightRows(
            data,
            prefix="insight",
            initial=[
                {
                    "pk": each.pk,
                    "text": each.text,
                    "was": each.text,
                    "tags": ", ".join(tag.name for tag in each.tags.all()),
                    "question": each.question_id,
                }
                for each in insights
            ],
            form_kwargs=row | {"questions": questions},
        )

    def is_valid(self) -> bool:
        """Whether all of it can be kept; every part says what it has to say."""
        return all([self.form.is_valid(), self.things.is_valid(), self.insights.is_valid()])

    @property
    def problems(self) -> list[str]:
        """What stands beside no field, of a sheet that was looked through."""
        errors = [*self.form.non_field_errors(), *self.things.non_form_errors(), *self.insights.non_form_errors()]
        return [str(error) for error in (*errors, *self.form.errors.get("taken_out", ()))]

    @property
    def wrap_up(self) -> WrapUp:
        """What it says; wants a valid sheet."""
        data = self.form.cleaned_data
        step = data["next_step"]
        _, write_on = self.form.days.get(step, ("", None))
        return WrapUp(
            given=self.form.given,
            way=Way.INTRODUCED if step == Way.INTRODUCED else Way.WRITE,
            write_on=write_on,
            taken_out=list(data["taken_out"]),
            things=[each.thing for each in self.things],
            insights=[each.taken for each in self.insights],
            next_touch_on=data["next_touch_on"],
            **{name: data[name] for name in wrapping_up.REVIEW},
        )


class MoodForm(OwnedForm):
    """How one feels before the talk."""

    mood = forms.TypedChoiceField(label="How do you feel about it?", choices=Mood.choices, coerce=int)
