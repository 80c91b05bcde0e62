"""Skeletons for keeping people in the picture: how the search goes, what came of it, thanks (P43, P44, P48)."""

from outreach.models import Channel, Purpose
from outreach.writing.skeleton import SIGNED, Skeleton

_DEAR = "Dear {{ first_name|[name] }},\n\n"

TELLING = (
    Skeleton(
        key="update",
        name="Tell them how it goes",
        channel=Channel.EMAIL,
        purpose=Purpose.UPDATE,
        subject="How it is going",
        body=_DEAR + "[A line that is about them: what you last talked about, what you wish them.]\n\n"
        "A short word on my search since then.\n\n"
        "{{ news_since|[What happened: whom you met, what you learned, what came of their advice.] }}\n\n"
        "[What comes next.] Nothing for you to do. How are you?" + SIGNED,
    ),
    Skeleton(
        key="update-message",
        name="Tell them how it goes, in short",
        channel=Channel.MESSAGE,
        purpose=Purpose.UPDATE,
        body="Dear {{ first_name|[name] }}, a short word on my search. "
        "{{ news_since|[What happened since you last talked.] }}\n[A line on them.] How are you?\n\n"
        "{{ my_first_name|[your name] }}",
    ),
    Skeleton(
        key="news",
        name="Tell them what came of it",
        channel=Channel.EMAIL,
        purpose=Purpose.NEWS,
        subject="What came of it",
        body=_DEAR + "{{ came_of_it|[What came of it, in one sentence.] }} You had a part in how far I came: "
        "[in your words, {{ helped_by|what they did }}]. Thank you.\n\n"
        "[What comes next, or what you take from it.] Nothing for you to do.\n\n"
        "[Something that is about them.] How are you?" + SIGNED,
    ),
    Skeleton(
        key="news-message",
        name="Tell them what came of it, in short",
        channel=Channel.MESSAGE,
        purpose=Purpose.NEWS,
        body="Dear {{ first_name|[name] }}, {{ came_of_it|[What came of it.] }} Thank you for your part in it: "
        "[in your words, {{ helped_by|what they did }}]. [What comes next.] How are you?\n\n"
        "{{ my_first_name|[your name] }}",
    ),
    Skeleton(
        key="landed-thanks",
        name="Thank them: you found work",
        channel=Channel.EMAIL,
        purpose=Purpose.FOUND_WORK,
        subject="I found work, and thank you",
        body=_DEAR + "I found work: {{ landed_as|[as what, and where] }}. You had a part in it.\n\n"
        "[What they did, in one sentence: {{ helped_by|what you have from them }}.] [What came of it.] Thank you.\n\n"
        "[Something that is about them alone.] What can I do for you?" + SIGNED,
    ),
    Skeleton(
        key="landed-thanks-card",
        name="Thank them with a card",
        channel=Channel.LETTER,
        purpose=Purpose.FOUND_WORK,
        body=_DEAR + "I found work: {{ landed_as|[as what, and where] }}. [What they did for you, in one sentence: "
        "{{ helped_by|what you have from them }}.] Thank you.\n\n"
        "[Something that is about them alone.] When do we [meet, talk] again?" + SIGNED,
    ),
    Skeleton(
        key="landed-closing",
        name="Close kindly: you found work",
        channel=Channel.EMAIL,
        purpose=Purpose.CLOSING,
        subject="I found work",
        body=_DEAR + "I wrote to you about [the topic]. In the meantime I found work: "
        "{{ landed_as|[as what, and where] }}. So there is nothing left for you to answer, and I will not write about "
        "it again.\n\n"
        "[What you learned from their work, or a wish for them.] Will you tell me when I can be of use to "
        "you?" + SIGNED,
    ),
)
"""In the order in which a search comes by them."""
