"""Where notes are shown they are rendered, and safe."""

from django.test import Client
from django.urls import reverse

from tests.conftest import MONDAY
from tests.factories import InterviewFactory, InterviewQuestionFactory


def test_notes_are_rendered_and_safe_wherever_they_are_shown(alices: Client) -> None:
    held = InterviewFactory.create(
        contact__owner=alices.get("/").wsgi_request.user,
        state="held",
        held_on=MONDAY,
        notes="**Lyon** hires <img src=x onerror=alert(1)>\n[Ben](javascript:alert(1)) [site](https://lyon.example)",
    )

    InterviewQuestionFactory.create(
        interview=held, text="Why <rail>?", answer="*Steam* <script>alert(1)</script>", is_starred=True
    )
    assert "<em>Steam</em> &lt;script&gt;" in alices.get(held.get_absolute_url()).content.decode()
    for page in (held.get_absolute_url(), reverse("interviews:thanks", args=[held.pk])):
        html = alices.get(page).content.decode()

        assert "<strong>Lyon</strong> hires &lt;img src=x onerror=alert(1)&gt;<br>" in html
        assert 'href="javascript' not in html
        assert '<a href="https://lyon.example" rel="noopener noreferrer nofollow">site</a>' in html
