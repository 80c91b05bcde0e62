"""You know more people than you think (P01): where in life to look for them, and what brings them to mind."""

from contacts.models import WalkOfLife

PROMPTS: dict[str, str] = {
    WalkOfLife.WORK: "Managers, colleagues, clients and suppliers of every job you had.",
    WalkOfLife.SCHOOL: "Classmates, teachers, the year above you, the alumni office.",
    WalkOfLife.FAMILY: "Cousins, in-laws, and whoever they work with.",
    WalkOfLife.FRIENDS: "Friends, and the friends of theirs you have met.",
    WalkOfLife.NEIGHBOURS: "Next door, the street before this one, parents at the school gate.",
    WalkOfLife.CLUBS: "Team mates, the choir, the gym, a course you took.",
    WalkOfLife.SERVICES: "Your doctor, hairdresser, accountant: they talk to everyone.",
    WalkOfLife.EVENTS: "People you sat next to, speakers you wrote to, your association.",
    WalkOfLife.ONLINE: "Those who answer you in groups and forums.",
    WalkOfLife.OTHER: "Whoever is in your phone and in none of these.",
}
"""What to think of for each walk of life, in the order in which one goes through them."""

NAMES: dict[str, str] = {
    WalkOfLife.WORK: "Work",
    WalkOfLife.SCHOOL: "School",
    WalkOfLife.FAMILY: "Family",
    WalkOfLife.FRIENDS: "Friends",
    WalkOfLife.NEIGHBOURS: "Neighbours",
    WalkOfLife.CLUBS: "Clubs",
    WalkOfLife.SERVICES: "Services",
    WalkOfLife.EVENTS: "Events",
    WalkOfLife.ONLINE: "Online",
    WalkOfLife.OTHER: "Elsewhere",
}
"""A word for each where there is little room."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    WalkOfLife.WORK: (
        "Who sat next to you in your last job? Who left before you, and where are they now?",
        "Who would hire you again tomorrow?",
        "Which client or supplier was always glad to hear from you?",
    ),
    WalkOfLife.SCHOOL: (
        "Who did you do group work with? Who shared your room, or your way home?",
        "Which teacher would still know your name?",
        "Whose career do you follow from afar?",
    ),
    WalkOfLife.FAMILY: (
        "Who came to the last wedding, birthday or funeral?",
        "What do your cousins, in-laws and godparents do all day?",
        "Whose parents, or grown-up children, work where you would like to?",
    ),
    WalkOfLife.FRIENDS: (
        "Whom would you ask to help you move house?",
        "Whom did you see all the time five years ago?",
        "Which partner or friend of a friend did you enjoy talking to?",
    ),
    WalkOfLife.NEIGHBOURS: (
        "Who has your spare key? Who greets you on the stairs?",
        "Whom do you talk to at the school gate, or while walking the dog?",
        "Who lived next door in the place before this one?",
    ),
    WalkOfLife.CLUBS: (
        "Who trains, sings, plays or prays beside you?",
        "With whom did you take a course, or volunteer?",
        "Who runs the place, and knows everyone in it?",
    ),
    WalkOfLife.SERVICES: (
        "Who cuts your hair, looks at your teeth, does your taxes?",
        "Whose shop, café or garage are you a regular of?",
        "Which of them hears about half the town’s jobs?",
    ),
    WalkOfLife.EVENTS: (
        "Whose card or number did you bring home from the last fair or meet-up?",
        "Which speaker did you like, or even talk to afterwards?",
        "Who sits on the board of your association?",
    ),
    WalkOfLife.ONLINE: (
        "Who answers when you post? Whom do you answer?",
        "Which group or forum would notice if you were gone?",
        "With whom did you exchange more than two messages last year?",
    ),
    WalkOfLife.OTHER: (
        "Scroll through your phone: whose name makes you smile, and is not written down yet?",
        "Who looked after you, or you after them: a landlord, a nanny, a mentor?",
        "Whom did you meet on a journey, and would like to meet again?",
    ),
}
"""Questions that jog the memory, for each walk of life."""

HOW_KNOWN: dict[str, str] = {
    WalkOfLife.WORK: "From work",
    WalkOfLife.SCHOOL: "From school or university",
    WalkOfLife.FAMILY: "Family",
    WalkOfLife.FRIENDS: "A friend",
    WalkOfLife.NEIGHBOURS: "A neighbour",
    WalkOfLife.CLUBS: "From sports or a club",
    WalkOfLife.SERVICES: "I am a customer, patient or guest of theirs",
    WalkOfLife.EVENTS: "Met at an event",
    WalkOfLife.ONLINE: "We know each other online",
    WalkOfLife.OTHER: "Came to mind in a brainstorm",
}
"""How the user knows someone of whom they typed only the name (P07: some tie is enough, and it is never blank)."""


def next_walk(walk: str) -> str | None:
    """The one after ``walk``; ``None`` after the last."""
    return _beside(walk, 1)


def previous_walk(walk: str) -> str | None:
    """The one before ``walk``; ``None`` before the first."""
    return _beside(walk, -1)


def _beside(walk: str, step: int) -> str | None:
    order = list(PROMPTS)
    at = order.index(walk) + step
    return order[at] if 0 <= at < len(order) else None
