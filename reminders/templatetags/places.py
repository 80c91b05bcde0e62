"""Where one can go: pages and things to begin, by the words one would type for them. The top floor knows them all."""

from dataclasses import dataclass

from django import template
from django.urls import reverse

from contacts.finding.found import Found, Group
from contacts.finding.words import fits, looked_for

register = template.Library()

MOST = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A page."""

    route: str
    title: str
    icon: str
    words: str = ""
    """Further words that lead there."""
    is_offered: bool = False
    """Whether it is offered before anything is typed."""


PLACES = (
    Place("contacts:create", "Add someone", "user-plus", "new person contact", is_offered=True),
    Place("contacts:brainstorm", "Write down whom you know", "bulb", "brainstorm walk of life think", is_offered=True),
    Place("contacts:import_upload", "Import from a file", "file-import", "linkedin google outlook vcard csv upload"),
    Place("contacts:organization_create", "Add an organization", "building", "new company firm employer"),
    Place("outreach:create", "Begin a campaign", "send", "new campaign outreach reach", is_offered=True),
    Place("outreach:outcome_create", "Note what came of it", "news", "interview offer rejection outcome got no"),
    Place("interviews:create", "Plan an interview", "message-circle", "new talk informational conversation"),
    Place("reminders:calendar", "Calendar", "calendar", "month days dates"),
    Place("reminders:today", "Today", "sun", "home agenda due"),
    Place("contacts:list", "People", "users", "contacts everyone list"),
    Place("contacts:organization_list", "Organizations", "building", "companies firms employers"),
    Place("contacts:tag_list", "Tags", "tags", "labels"),
    Place("outreach:list", "Campaigns", "send", "outreach"),
    Place("outreach:outcome_list", "What came of it", "news", "outcomes news owed tell offer rejection"),
    Place("outreach:template_list", "Templates", "template", "skeletons words message e-mail script"),
    Place("interviews:list", "Interviews", "message-circle", "talks conversations"),
    Place("interviews:question_list", "Questions", "message-circle", "bank ask interview talk"),
    Place("contacts:change_list", "Recent changes", "history", "undo take back"),
    Place("contacts:cadence", "How often to stay in touch", "clock", "cadence tiers months rhythm"),
    Place("accounts:brief", "What you are looking for", "target", "search brief roles goals"),
    Place(
        "reminders:digests", "Reminders by e-mail", "bell", "digest weekly review brief mail letters hour days kinds"
    ),
    Place("reminders:feed_detail", "Your calendar elsewhere", "calendar-plus", "feed ics google apple subscribe phone"),
    Place("reminders:digest_log", "What was sent", "send", "digests mail letters e-mail delivered failed"),
    Place("accounts:settings", "Settings", "settings", "preferences time zone password account"),
    Place("accounts:mail_list", "Mail", "mail", "letters digests e-mail"),
)


@register.simple_tag
def places_found(words: str) -> Group:
    """Pages whose titles or further words begin like every one of ``words``; without words, what one often begins."""
    asked = looked_for(words)
    found = [
        Found(url=reverse(place.route), title=place.title, icon=place.icon)
        for place in PLACES
        if (asked and fits(asked, f"{place.title} {place.words}")) or (not words and place.is_offered)
    ]
    return Group(key="places", title="Go to", lines=found[:MOST])
