"""What the brainstorm's page shows, whichever view answers with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.brainstorm import WrittenDown, open_questions
from contacts.forms.brainstorm import BrainstormForm
from contacts.models import Brainstorm, Contact, WalkOfLife
from contacts.walks import NAMES, PROMPTS, QUESTIONS, next_walk, previous_walk

PEOPLE_SHOWN = 60
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A walk of life on the way through all of them."""

    walk: str
    people: int
    is_here: bool = False

    @property
    def name(self) -> str:
        """In a word: "School"."""
        return NAMES[self.walk]

    @property
    def label(self) -> str:
        """In full: "School or university"."""
        return capfirst(WalkOfLife(self.walk).label)


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody written down, as the list beside the field shows them."""

    contact: Contact
    is_new: bool
    """Whether they came today, and can be taken back."""


def steps(counts: Mapping[str, int], *, here: str = "") -> list[Step]:
    """Every walk of life in order, with how many people it has brought."""
    return [Step(walk, counts.get(walk, 0), walk == here) for walk in PROMPTS]


def show(
    request: AuthedRequest, walk: str, *, form: BrainstormForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    """The page of ``walk``, or for htmx what changes when a name comes in; ``said`` is what just happened."""
    user = request.user
    brainstorm = Brainstorm.of(user)
    counts = Contact.for_user(user).count_by_walk()
    people = Contact.for_user(user).from_walk(walk).select_related("organization").by_newest()
    before, after = previous_walk(walk), next_walk(walk)
    context = {
        "form": form or BrainstormForm(user=user, initial={"walk": walk, "tier": brainstorm.tier}),
        "here": Step(walk, counts.get(walk, 0), is_here=True),
        "steps": steps(counts, here=walk),
        "before": Step(before, 0) if before else None,
        "after": Step(after, 0) if after else None,
        "prompt": PROMPTS[walk],
        "jogs": QUESTIONS[walk],
        "written": [Written(contact, contact.added_on == request.on) for contact in people[:PEOPLE_SHOWN]],
        "more": max(0, counts.get(walk, 0) - PEOPLE_SHOWN),
        "total": sum(counts.values()),
        "questions": open_questions(user, brainstorm),
        "said": f"{said} {_counted(counts, walk)}" if said else "",
        "is_fragment": wants_fragment(request),
    }
    return render_page(request, "contacts/brainstorm.html", context, partial="written", status=status)


def after_change(request: AuthedRequest, walk: str, *, said: str, undo_url: str = "") -> HttpResponse:
    """Say what changed: beside the field for htmx, else on the page anew."""
    if wants_fragment(request):
        return show(request, walk, said=said)
    if said:
        toast(request, said, undo_url=undo_url)
    return redirect_to(request, address(walk))


def address(walk: str) -> str:
    """The page of ``walk``."""
    return f"{reverse('contacts:brainstorm')}?walk={walk}"


def what_came(written: WrittenDown) -> str:
    """What became of what was typed: "Ana Silva is written down."."""
    said = []
    if written.added:
        said.append(f"{_names([contact.name for contact in written.added])} written down.")
    if written.asked:
        names = [question.typed.name for question in written.asked]
        said.append(f"You have {_listed(names)} already. The same?")
    return " ".join(said)


def what_was_taken_back(asked: Sequence[Contact], stay: Sequence[Contact]) -> str:
    """What became of taking people back."""
    taken = [contact.name for contact in asked if contact not in stay]
    said = [f"{_names(taken)} taken back."] if taken else []
    if stay:
        kept = _listed([contact.name for contact in stay])
        said.append(f"There is more about {kept} by now, and it is kept.")
    return " ".join(said)


def show_written(request: AuthedRequest) -> HttpResponse:
    """The page at the end: everybody by walk of life, a hundred at a time, and what to do next."""
    people = Contact.for_user(request.user).from_any_walk(list(PROMPTS)).select_related("organization")
    counts = Contact.for_user(request.user).count_by_walk()
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": [
            (Step(walk, counts.get(walk, 0)), list(group))
            for walk, group in groupby(page, lambda contact: contact.walk_of_life)
        ],
        "steps": steps(counts),
        "total": sum(counts.values()),
        "walks": len(counts),
        "most": max(counts.values(), default=1),
        "questions": len(Brainstorm.of(request.user).waiting),
    }
    return render_page(request, "contacts/brainstorm_written.html", context)


def who_knows(became: int) -> str:
    """What became of the ticks."""
    if not became:
        return "Saved."
    return f"{became} {'person knows' if became == 1 else 'people know'} your work: strong ties from now on."


def _counted(counts: Mapping[str, int], walk: str) -> str:
    here, total = counts.get(walk, 0), sum(counts.values())
    return f"{here} in all." if here == total else f"{here} from here, {total} in all."


def _names(names: Sequence[str]) -> str:
    return f"{_listed(names)} {'is' if len(names) == 1 else 'are'}"


def _listed(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{len(names)} people"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
