"""Skeletons to begin a message with, for every kind of ask and every attempt (P17, P20-P22, P31, P09, P51).

They are bones, not prose: short, in plain words, with [gaps] that only the user can fill. What Rapport knows stands in
the gap as a reminder, because a note to oneself is not a sentence to somebody else. None pretends to be their voice.
"""

from collections.abc import Mapping

from outreach.models import AskKind, Channel, Purpose
from outreach.writing.landing_skeletons import TELLING
from outreach.writing.reference_skeletons import REFERENCES
from outreach.writing.skeleton import SIGNED as _SIGNED
from outreach.writing.skeleton import Skeleton

_OPENING = (
    "Dear {{ first_name|[name] }},\n\n"
    "[What connects you: {{ how_known|how you know them, or how you came to them }}.] "
    "[Why them: {{ reason|what they know or do that few others could tell you about }}.]\n\n"
)


_ALL = (
    Skeleton(
        key="ask-information",
        name="Ask for information",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        ask_kind=AskKind.INFORMATION,
        step=1,
        subject="A question about [what you want to learn]",
        body=_OPENING + "I would like to understand [one thing that cannot be read up on].\n\n"
        "Could you spare 20 minutes [in the next two weeks], by phone or however it suits you?" + _SIGNED,
    ),
    Skeleton(
        key="ask-advice",
        name="Ask for advice",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        ask_kind=AskKind.ADVICE,
        step=1,
        subject="[The topic]: may I ask your advice?",
        body=_OPENING + "I am weighing [what you are weighing, in half a line]. "
        "You have [what they have done that is like it].\n\n"
        "May I ask you two or three questions about it, 20 minutes at most, [some day next week]?" + _SIGNED,
    ),
    Skeleton(
        key="ask-introduction",
        name="Ask for an introduction",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        ask_kind=AskKind.INTRODUCTION,
        step=1,
        subject="Would you introduce me to {{ whom_short|[name] }}?",
        body="Dear {{ first_name|[name] }},\n\n"
        "[A line that is about them: how they are, what you owe them thanks for.]\n\n"
        "I would like to learn about [the topic] from {{ whom|[name, at which organization] }}, "
        "because [{{ why_whom|why that person }}].\n\n"
        "If you like, ask first whether it would be welcome, and pass these lines on:\n\n"
        "“{{ lines_to_pass_on|[Two lines on you, what you would ask, and that 20 minutes are enough.] }}”\n\n"
        "If you would rather not, just say so. Would you be comfortable introducing us?" + _SIGNED,
    ),
    Skeleton(
        key="ask-introduction-message",
        name="Ask for an introduction in a short message",
        channel=Channel.MESSAGE,
        purpose=Purpose.ASK,
        ask_kind=AskKind.INTRODUCTION,
        step=1,
        body="Dear {{ first_name|[name] }}, [a line that is about them]. You know {{ whom_short|[name] }}, and I would "
        "like to learn [one thing: {{ why_whom|why that person }}]. May I send you two lines to pass on? "
        "A no is quite all right.\n\n{{ my_first_name|[your name] }}",
    ),
    Skeleton(
        key="ask-referral",
        name="Ask for a referral",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        ask_kind=AskKind.REFERRAL,
        step=1,
        subject="[The role] at {{ organization|[organization] }}",
        body="Dear {{ first_name|[name] }},\n\n"
        "[What you did together, or what you last talked about.]\n\n"
        "{{ organization|[Organization] }} is looking for [the role, and where it is described]. "
        "It fits because [two facts about you that they could repeat].\n\n"
        "You know how I work from [where]. Would you be willing to put my name forward, or tell me who decides?"
        + _SIGNED,
    ),
    Skeleton(
        key="ask-reference",
        name="Ask to be a reference",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        ask_kind=AskKind.REFERENCE,
        step=1,
        subject="Would you be a reference for me?",
        body="Dear {{ first_name|[name] }},\n\n"
        "[When you worked together, and on what.]\n\n"
        "I am looking for work as {{ my_roles|[the work you look for] }}. You saw [what they saw you do], and that is "
        "what I would like people to hear about. I would tell you before anyone calls who it is and what it is about."
        "\n\nWould you be willing to speak for me?" + _SIGNED,
    ),
    Skeleton(
        key="first-message",
        name="A short message, first contact",
        channel=Channel.MESSAGE,
        purpose=Purpose.ASK,
        step=1,
        body="Dear {{ first_name|[name] }}, [what connects you: {{ how_known|how you came to them }}]. "
        "[Why them: {{ reason|in half a line }}]. Could I ask you [one question about the topic], "
        "15 minutes by phone at most?\n\n{{ my_name|[your name] }}",
    ),
    Skeleton(
        key="first-call",
        name="A call, first contact",
        channel=Channel.CALL,
        purpose=Purpose.ASK,
        step=1,
        body="Good morning, {{ first_name|[name] }}, this is {{ my_name|[your name] }}. "
        "[What connects you: {{ how_known|how you came to them }}.] Is this a good moment?\n\n"
        "If yes: I am calling you because [why them: {{ reason|what they know }}]. I would like to learn [one thing]. "
        "Could we talk for 20 minutes [this week or next]?\n\n"
        "If not: when would be better for you?",
        voicemail="This is {{ my_name|[your name] }}. [Who led you to them, or what connects you.] I would be glad of "
        "20 minutes about [the topic]. I will write you an e-mail; my number is [your number]. Thank you.",
    ),
    Skeleton(
        key="first-letter",
        name="A letter or card, first contact",
        channel=Channel.LETTER,
        purpose=Purpose.ASK,
        step=1,
        body=_OPENING + "I would like to learn [one thing]. I will call you [on which day], and 20 minutes are enough. "
        "Or would you rather write to me, at [your e-mail address]?" + _SIGNED,
    ),
    Skeleton(
        key="second-call",
        name="Attempt 2: call after your e-mail",
        channel=Channel.CALL,
        purpose=Purpose.ASK,
        step=2,
        body="Good morning, {{ first_name|[name] }}, this is {{ my_name|[your name] }}. I wrote to you [on which day] "
        "about [the topic]. Is this a good moment?\n\n"
        "If yes: I would like to learn [one thing], and you are the one to ask, because "
        "[why them: {{ reason|what they know }}]. Could we talk for 20 minutes [this week or next]?\n\n"
        "If not: when would be better for you?",
        voicemail="This is {{ my_name|[your name] }}. I wrote to you about [the topic] and would be glad of "
        "20 minutes. I will write again [on which day]; my number is [your number]. Thank you.",
    ),
    Skeleton(
        key="second-mail",
        name="Attempt 2: second e-mail",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        step=2,
        subject="Again: [the topic]",
        body="Dear {{ first_name|[name] }},\n\n"
        "I wrote to you [on which day] about [the topic]; your days will be fuller than mine.\n\n"
        "[Why it is them you ask: {{ reason|in half a line }}.]\n\n"
        "Would 15 minutes on [one day or another] suit you, or is someone else better to ask?" + _SIGNED,
    ),
    Skeleton(
        key="second-message",
        name="Attempt 2: a short message again",
        channel=Channel.MESSAGE,
        purpose=Purpose.ASK,
        step=2,
        body="Dear {{ first_name|[name] }}, I wrote to you about [the topic]. [Something new since.] "
        "Would 15 minutes suit you [this week or next]?\n\n{{ my_name|[your name] }}",
    ),
    Skeleton(
        key="third-mail",
        name="Attempt 3: e-mail after your call",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        step=3,
        subject="Again: [the topic]",
        body="Dear {{ first_name|[name] }},\n\n"
        "I wrote and called about [the topic]; your days will be fuller than mine.\n\n"
        "[Something new since: what you learned, or an article they may like.]\n\n"
        "Would 15 minutes on [one day or another] suit you, or is someone else better to ask?" + _SIGNED,
    ),
    Skeleton(
        key="fourth-call",
        name="Attempt 4: second call",
        channel=Channel.CALL,
        purpose=Purpose.ASK,
        step=4,
        body="Good morning, {{ first_name|[name] }}, this is {{ my_name|[your name] }}. I have written to you about "
        "[the topic], and I will be short. Is this a good moment?\n\n"
        "If yes: I have one question: [the question they could answer on the spot]?\n\n"
        "If not: is there a better time, or someone else you would ask in my place?",
        voicemail="This is {{ my_name|[your name] }}, about [the topic]. One question is enough for me: "
        "[the question]. My number is [your number]. Thank you.",
    ),
    Skeleton(
        key="fifth-mail",
        name="Attempt 5: last e-mail",
        channel=Channel.EMAIL,
        purpose=Purpose.ASK,
        step=5,
        subject="Last note about [the topic]",
        body="Dear {{ first_name|[name] }},\n\n"
        "This is my last note about [the topic]. If the time is wrong, that is quite all right.\n\n"
        "[Something that is of use to them, or a thank-you for what you learned from their work.]\n\n"
        "If it ever suits you, one line is enough. Is there someone else you would point me to?" + _SIGNED,
    ),
    Skeleton(
        key="announcement",
        name="Tell people you are looking",
        channel=Channel.EMAIL,
        purpose=Purpose.ANNOUNCEMENT,
        subject="News from {{ my_first_name|me }}",
        body="Dear {{ first_name|[name] }},\n\n"
        "[A line that is for {{ first_name|them }} alone.]\n\n"
        "{{ my_news|[Two lines: what you did last, what you do now.] }} I am looking for work as "
        "{{ my_roles|[role] }} in {{ my_industries|[industry] }}, in {{ my_places|[place] }}.\n\n"
        "I do not expect you to know of any. [One thing they could help with: a name at one place, how something is "
        "done there.] Whom would you talk to in my place?" + _SIGNED,
    ),
    Skeleton(
        key="announcement-message",
        name="Tell people you are looking, in short",
        channel=Channel.MESSAGE,
        purpose=Purpose.ANNOUNCEMENT,
        body="Dear {{ first_name|[name] }}, [a line for them alone]. I am looking for work as {{ my_roles|[role] }} in "
        "{{ my_places|[place] }}. I do not expect you to know of any. Whom would you talk to in my place?\n\n"
        "{{ my_first_name|[your name] }}",
    ),
    Skeleton(
        key="announcement-call",
        name="Tell people you are looking, by phone",
        channel=Channel.CALL,
        purpose=Purpose.ANNOUNCEMENT,
        body="[How they are, first, and time for the answer.]\n\n"
        "I have news: {{ my_news|[two lines: what you did last, what you do now] }} I am looking for work as "
        "{{ my_roles|[role] }}, in {{ my_places|[place] }}.\n\n"
        "I do not expect you to know of any. [One thing they could help with.] Whom would you talk to in my place?",
        voicemail="This is {{ my_first_name|[your name] }}. Nothing urgent: I have news, and would like to hear yours. "
        "[When you will call again.]",
    ),
    Skeleton(
        key="catch-up",
        name="Catch up with an old friend",
        channel=Channel.EMAIL,
        purpose=Purpose.CATCH_UP,
        subject="[Something only the two of you know]",
        body="Dear {{ first_name|[name] }},\n\n"
        "[What made you think of them.] It has been [how long], and that is as much my doing as anybody’s.\n\n"
        "[What you remember or heard of them: {{ family|their family, their work }}; "
        "{{ interest|what they like to do }}.] How are you?\n\n"
        "[A line on you, no more.]\n\n"
        "Shall we [have coffee, talk on the phone] one of these weeks?" + _SIGNED,
    ),
    Skeleton(
        key="catch-up-message",
        name="Catch up in a short message",
        channel=Channel.MESSAGE,
        purpose=Purpose.CATCH_UP,
        body="Dear {{ first_name|[name] }}, [what made you think of them]. How are you, and how is "
        "[{{ family|somebody or something of theirs }}]? [A line on you.] Shall we talk one of these weeks?\n\n"
        "{{ my_first_name|[your name] }}",
    ),
    Skeleton(
        key="check-in",
        name="Ask how they are",
        channel=Channel.EMAIL,
        purpose=Purpose.CHECK_IN,
        subject="[What you thought of]",
        body="Dear {{ first_name|[name] }},\n\n"
        "[What made you think of them: {{ interest|something they care for }}.] "
        "How is it going with [{{ need|what they were busy with when you last talked }}]?\n\n"
        "[Something that may be of use: a name, an article, an offer of yours.]\n\n"
        "Is there anything I could help you with?" + _SIGNED,
    ),
    Skeleton(
        key="nudge-introduction",
        name="Ask again about an introduction",
        channel=Channel.EMAIL,
        purpose=Purpose.NUDGE,
        ask_kind=AskKind.INTRODUCTION,
        subject="{{ whom_short|[name] }}, once more",
        body="Dear {{ first_name|[name] }},\n\n"
        "[Something that is about them, or of use to them.]\n\n"
        "I asked you [on which day] whether you would introduce me to {{ whom|[name] }}. Your days will be fuller than "
        "mine, so here are the lines again:\n\n"
        "“{{ lines_to_pass_on|[Two lines on you, what you would ask, and that 20 minutes are enough.] }}”\n\n"
        "If it does not suit you, one word is enough. Or is someone else better to ask?" + _SIGNED,
    ),
    Skeleton(
        key="thank-introduction",
        name="Thank for an introduction",
        channel=Channel.EMAIL,
        purpose=Purpose.THANKS,
        ask_kind=AskKind.INTRODUCTION,
        subject="Thank you for {{ whom_short|[name] }}",
        body="Dear {{ first_name|[name] }},\n\n"
        "Thank you for leading me to {{ whom_short|[name] }}. [What it means to you, in half a line.]\n\n"
        "[What happens next: when you talk, or what you wrote.] I will tell you how it goes.\n\n"
        "Is there anything I could do for you?" + _SIGNED,
    ),
    Skeleton(
        key="report-introduction",
        name="Tell them how it went",
        channel=Channel.EMAIL,
        purpose=Purpose.REPORT,
        ask_kind=AskKind.INTRODUCTION,
        subject="{{ whom_short|[Name] }} and I talked",
        body="Dear {{ first_name|[name] }},\n\n"
        "{{ whom_short|[name] }} and I talked [on which day], thanks to you.\n\n"
        "[The one thing you took from it.] [What you will do with it.]\n\n"
        "[Something that is about them.] Is there anything I could do for you?" + _SIGNED,
    ),
)

SKELETONS: Mapping[str, Skeleton] = {each.key: each for each in (*_ALL, *TELLING, *REFERENCES)}
"""Every skeleton by its key, in the order a list shows them."""
