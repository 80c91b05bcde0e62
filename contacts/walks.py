"""You know more people than you think (P01): where in life to look for them."""

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
}
"""What to think of for each walk of life."""
