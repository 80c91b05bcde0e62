"""Skeletons for each step of a reference (P51), as plain and as short as the others, with the same gaps."""

from outreach.models import Channel, Purpose
from outreach.writing.skeleton import SIGNED, Skeleton

_DEAR = "Dear {{ first_name|[name] }},\n\n"
_CALL = (
    "{{ call_caller|[who will call] }} from {{ call_place|[which organization] }} will call you "
    "{{ call_day|[when] }}, about {{ call_role|[which role] }}."
)

REFERENCES = (
    Skeleton(
        key="reference-goals",
        name="Tell a reference what you are aiming for",
        channel=Channel.EMAIL,
        purpose=Purpose.REF_GOALS,
        subject="What I am aiming for",
        body=_DEAR + "Thank you for being willing to speak for me.\n\n"
        "I am looking for work as {{ my_roles|[role] }} in {{ my_industries|[industry] }}, in "
        "{{ my_places|[place] }}. I would like to be known for [two things you want people to hear], and you saw "
        "{{ speaks_to|[what they saw you do] }}.\n\n"
        "I will tell you before anybody calls. Does that fit what you remember, or would you say it differently?"
        + SIGNED,
    ),
    Skeleton(
        key="reference-update",
        name="Bring a reference up to date",
        channel=Channel.EMAIL,
        purpose=Purpose.REF_UPDATE,
        subject="How it is going",
        body=_DEAR + "A short word on how it goes, so that you are not surprised by a call.\n\n"
        "[What happened since you last wrote: whom you met, where you applied, what you learned.] "
        "[What comes next.] Nothing for you to do [until when].\n\n"
        "[A line on them.] How are you?" + SIGNED,
    ),
    Skeleton(
        key="reference-update-message",
        name="Bring a reference up to date, in short",
        channel=Channel.MESSAGE,
        purpose=Purpose.REF_UPDATE,
        body="Dear {{ first_name|[name] }}, so that no call surprises you: [what happened since, and what comes next]. "
        "Nothing to do for you now. How are you?\n\n{{ my_first_name|[your name] }}",
    ),
    Skeleton(
        key="reference-brief",
        name="Prepare a reference for a call",
        channel=Channel.EMAIL,
        purpose=Purpose.REF_BRIEF,
        subject="{{ call_place|[Organization] }} will call you",
        body=_DEAR + _CALL + "\n\n"
        "[What they look for, in a line.] It would help most if you told them about "
        "[{{ speaks_to|one thing you did together that fits }}]. [What they may ask that is delicate, and what you "
        "said about it.]\n\n"
        "The posting is here: [link]. Does the day suit you, and is this the right number: [number]?" + SIGNED,
    ),
    Skeleton(
        key="reference-brief-call",
        name="Prepare a reference by phone",
        channel=Channel.CALL,
        purpose=Purpose.REF_BRIEF,
        body="Good morning, {{ first_name|[name] }}, this is {{ my_name|[your name] }}. Is this a good moment?\n\n"
        + _CALL
        + "\n\nWhat they look for: [in a line]. What would help: [{{ speaks_to|one thing you did together }}].\n\n"
        "Does the day suit you? Is there something you would rather not be asked?",
        voicemail="This is {{ my_name|[your name] }}. "
        + _CALL
        + " I will write you the details. My number is [your number]. Thank you.",
    ),
    Skeleton(
        key="reference-outcome",
        name="Tell a reference how it went",
        channel=Channel.EMAIL,
        purpose=Purpose.REF_OUTCOME,
        subject="How it went with {{ call_place|[organization] }}",
        body=_DEAR + "You spoke for me with {{ call_place|[organization] }}, so you should be the first to know: "
        "{{ call_outcome|[how it went] }}.\n\n"
        "[What you learned from it, or what comes next.] [What of their words came back to you.]\n\n"
        "Thank you. Is there anything I can do for you?" + SIGNED,
    ),
    Skeleton(
        key="reference-thanks",
        name="Thank a reference",
        channel=Channel.EMAIL,
        purpose=Purpose.REF_THANKS,
        subject="Thank you for speaking with {{ call_place|[organization] }}",
        body=_DEAR + "Thank you for taking the time to speak with {{ call_place|[organization] }} about me.\n\n"
        "[What it meant: that they took the call at once, what you were told of it.] I will tell you as soon as I "
        "know how it goes.\n\n"
        "Did they ask anything I should know about?" + SIGNED,
    ),
    Skeleton(
        key="reference-thanks-card",
        name="Thank a reference with a card",
        channel=Channel.LETTER,
        purpose=Purpose.REF_THANKS,
        body=_DEAR + "[What they did for you, in one sentence, and what came of it: "
        "{{ call_outcome|how it went }}.] Thank you.\n\n"
        "[Something that is only about them.] When do we [meet, talk] again?" + SIGNED,
    ),
)
"""In the order in which a reference comes by them; the asking itself is among the asks."""
