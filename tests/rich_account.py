"""An account with something in every column that an archive holds, to see whether all of it comes through."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import Any
from urllib.parse import quote

from django.db import models

from accounts.models import SearchBrief, User
from common.portability.belongings import Belonging, belongings
from contacts.models import (
    Brainstorm,
    ColumnMapping,
    DifferentOrganizations,
    DifferentPeople,
    Interaction,
    Match,
    MutedKind,
    OrganizationAlias,
    Photo,
)
from contacts.photos import digest_of, square
from interviews.models import Interview, InterviewChange, Proposal
from outreach.models import Introduction, IntroductionStep, LandingWord, Move, Pace, ReferenceStep, Skip, Target
from tests.conftest import MONDAY, MORNING
from tests.contacts.test_photos import picture
from tests.factories import (
    AffiliationFactory,
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    DraftFactory,
    EventFactory,
    FollowUpFactory,
    InsightFactory,
    InteractionFactory,
    InterviewFactory,
    InterviewQuestionFactory,
    IntroductionFactory,
    LandingFactory,
    MessageTemplateFactory,
    NetworkRatingFactory,
    NewsFactory,
    OccasionFactory,
    OrganizationFactory,
    OutcomeFactory,
    OwnPolicyFactory,
    PostingFactory,
    ProposalFactory,
    QuestionFactory,
    ReferenceFactory,
    ReferenceUseFactory,
    SavedLinkFactory,
    SavedViewFactory,
    TagFactory,
    TargetFactory,
)

TEXTS = ("=1+1", "-x", "@me", "+351", "\ttab", "\rcr", "'=quoted", 'a "quote", b;', "two\nlines", "Ángela 🦘", "plain")
WEBP = square(picture())
PREFERENCES = {
    "name": "Alice =Almeida",
    "timezone": "Asia/Kathmandu",
    "country": "NP",
    "digest_hour": 21,
    "digest_days": "246",
    "digest_cap": 4,
    "digest_leaves_out": "occasion,attempt",
    "review_day": "7",
    "review_hour": 9,
    "wants_briefs": False,
    "brief_hour": 20,
    "quiet_on_holiday": False,
    "weekly_goal": 3,
    "weekly_touches": 4,
    "key_months": 2,
    "regular_months": 5,
    "light_months": 11,
    "day_cap": 6,
    "occasion_notice_days": 8,
    "search_state": "paused",
    "search_state_since": "2026-11-16",
}


def fill(owner: User, texts: Iterable[str] = TEXTS) -> None:
    """Put rows of every kind into ``owner``'s account, their free texts made of ``texts`` in turn."""
    User.objects.filter(pk=owner.pk).update(**PREFERENCES)
    owner.refresh_from_db()
    _make_rows(owner)
    words = cycle(texts)
    for belonging in belongings():
        for row in belonging.rows(owner):
            _say(belonging, row, words)


def _make_rows(owner: User) -> None:
    SearchBrief.unscoped.create(owner=owner)
    waiting = [{"number": 1, "walk": "school", "name": "Ana Silva", "rest": "=buyer at Acme"}]
    Brainstorm.unscoped.create(owner=owner, walk="school", tier="key", waiting=waiting)
    ColumnMapping.unscoped.create(owner=owner, fields={"0": "name", "3": "leave_out"})
    organization = OrganizationFactory.create(owner=owner, interest=3, website="https://northwind.example")
    tags = TagFactory.create_batch(2, owner=owner)
    introducer = ContactFactory.create(owner=owner)
    contact = ContactFactory.create(
        owner=owner,
        organization=organization,
        tie="strong",
        tier="key",
        walk_of_life="school",
        cadence_months=7,
        spread_permille=400,
        last_interaction_on=MONDAY,
        next_touch_on=MONDAY + timedelta(days=200),
        snoozed_until=MONDAY + timedelta(days=3),
        is_archived=True,
        do_not_contact=True,
        tie_kept_on=MONDAY,
    )
    OrganizationAlias.unscoped.create(owner=owner, organization=organization, name="Northwind of old")
    posting = PostingFactory.create(organization=organization, applied_on=MONDAY, led_by=contact)
    contact.introduced_by = introducer
    contact.save()
    # Named by someone who was there before her.
    introducer.introduced_by = ContactFactory.create(owner=owner, introduced_by=contact)
    introducer.save()
    contact.tags.set(tags)
    introducer.tags.set(tags[1:])
    for kind, value in (("email", "a@example.com"), ("phone", "+351912345678"), ("profile", "https://x.com/a")):
        ContactPointFactory.create(contact=contact, kind=kind, value=value)
    AffiliationFactory.create(
        contact=contact, organization=organization, kind="school", from_year=2015, until_year=2019
    )
    NetworkRatingFactory.create(
        owner=owner, is_alive=True, is_ahead=True, is_connected=True, snoozed_until=MONDAY + timedelta(days=9)
    )
    need = DetailFactory.create(contact=contact, kind="need")
    Match.unscoped.create(
        need=need,
        offer=DetailFactory.create(contact=introducer, kind="offer"),
        verdict="introduced",
        made_on=MONDAY,
    )
    birthday = OccasionFactory.create(contact=contact, kind="birthday", year=1990)
    OccasionFactory.create(contact=contact, kind="other", month=2, day=29)
    Photo.unscoped.create(contact=contact, image=WEBP, digest=digest_of(WEBP))
    FollowUpFactory.create(contact=contact, done_on=MONDAY, every=2, unit="month", repeat_from="done", anchor_on=MONDAY)
    SavedLinkFactory.create(owner=owner, contact=contact, sent_on=MONDAY)
    MutedKind.unscoped.create(contact=contact, kind="occasion")
    SavedLinkFactory.create(owner=owner)
    event = EventFactory.create(owner=owner)
    event.people.set([contact, introducer])
    FollowUpFactory.create(contact=introducer, event=event)
    SavedViewFactory.create(owner=owner, tag=tags[0], event=event, position=2)
    touches = InteractionFactory.create_batch(5, contact=contact, kind="call", direction="mutual", event=event)
    birthday.settled_for, birthday.greeting, birthday.snoozed_until = MONDAY, touches[0], MONDAY
    birthday.save()
    DifferentPeople.unscoped.create(owner=owner, one=introducer, other=contact)
    DifferentOrganizations.unscoped.create(
        owner=owner, one=organization, other=OrganizationFactory.create(owner=owner, name="Another")
    )
    MessageTemplateFactory.create(owner=owner, channel="call", purpose="catch_up", step=2, ask_kind="advice")
    MessageTemplateFactory.create(owner=owner, is_archived=True)
    _land(owner, contact, organization)
    _came_of_it(owner, contact, introducer, posting)
    _pursue(owner, contact, introducer, touches)
    for planned in (Interview, Proposal):
        planned.for_user(owner).update(introduction=Introduction.for_user(owner).get(connector=introducer))
    # What was written down at some moment was not at the moment of the test.
    Interaction.for_user(owner).update(created_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC))


def _land(owner: User, contact: Any, organization: Any) -> None:
    """A search that ended once, and began again."""
    landing = LandingFactory.create(
        owner=owner,
        outcome__organization=organization,
        outcome__role="Planner",
        state_before="paused",
        since_before=MONDAY,
        ended_on=MONDAY,
    )
    LandingWord.unscoped.create(landing=landing, contact=contact, said_on=MONDAY)
    CampaignFactory.create(owner=owner, closed_on=MONDAY, closed_by=landing)


def _came_of_it(owner: User, contact: Any, introducer: Any, posting: Any) -> None:
    """An offer of which one person was told, and the end of a campaign of which somebody need not know."""
    offer = OutcomeFactory.create(
        owner=owner, kind="offer", organization=posting.organization, posting=posting, role="Lead", note="By Friday"
    )
    told = InteractionFactory.create(contact=contact, on=MONDAY, summary="Told them of the offer.")
    NewsFactory.create(outcome=offer, contact=contact, told_on=MONDAY, interaction=told, is_line=True)
    over = OutcomeFactory.create(owner=owner, kind="closed", organization=None, campaign=CampaignFactory(owner=owner))
    NewsFactory.create(outcome=over, contact=introducer, is_added=True, waived_on=MONDAY)


def _count_on(owner: User, contact: Any, ended: Move) -> None:
    """``contact`` as a reference with a call, every column of both filled, of which some cannot be at once."""
    reference = ReferenceFactory.create(contact=contact, informed_on=MONDAY, retired_on=MONDAY, snoozed_until=MONDAY)
    use = ReferenceUseFactory.create(
        reference=reference,
        briefed_on=MONDAY,
        outcome="offer",
        outcome_on=MONDAY,
        told_on=MONDAY,
        thanked_on=MONDAY,
        snoozed_until=MONDAY,
    )
    other = ContactFactory.create(owner=owner, first_name="Noa", last_name="Nay")
    ReferenceFactory.create(contact=other, affirmed_on=None, goals_on=None, declined_on=MONDAY)
    said = InteractionFactory.create(contact=contact, on=MONDAY, summary="She will speak for me.")
    ReferenceStep.unscoped.create(
        reference=reference,
        use=use,
        kind="thanked",
        done_on=MONDAY,
        before={"thanked_on": None, "snoozed_until": "2026-11-20"},
        interaction=said,
        move=ended,
    )
    DraftFactory.create(owner=owner, reference=reference, purpose="ref_update", number=5)
    DraftFactory.create(owner=owner, use=use, purpose="ref_thanks", number=11)


def _pursue(owner: User, contact: Any, introducer: Any, touches: list[Interaction]) -> None:
    target = TargetFactory.create(
        campaign=CampaignFactory.create(
            owner=owner,
            closed_on=MONDAY,
            kind="references",
            ask_kind="reference",
            follows="own",
            own_policy=OwnPolicyFactory.create(owner=owner),
            weekly_goal=4,
        ),
        contact=contact,
        state="waiting",
        ask_kind="introduction",
        attempts_made=2,
        attempts_before=1,
        close_out_on=MONDAY,
        revisit_on=MONDAY,
        away_until=MONDAY,
        wants_reason=False,
        waved=touches[3],
        next_before_turn=MONDAY,
        next_before_rest=MONDAY,
        close_out_before_rest=MONDAY,
    )
    waved = ["is_short", "ends_in_a_question"]
    DraftFactory.create(
        owner=owner, target=target, number=3, channel="call", purpose="catch_up", waved=waved, version=7
    )
    DraftFactory.create(owner=owner, contact=contact)
    _introduce(owner, contact, touches[4])
    Pace.unscoped.create(owner=owner, attempts_a_day=7, away_from=MONDAY, away_until=MONDAY)
    Skip.unscoped.create(campaign=target.campaign, contact=contact, until=MONDAY)
    template = MessageTemplateFactory.create(owner=owner, name="The one that works")
    DraftFactory.create(owner=owner, contact=introducer, template=template, former_template=template)
    attempt = AttemptFactory.create(
        target=target,
        number=2,
        channel="call",
        interaction=touches[0],
        template=template,
        ask_kind="referral",
        tie="strong",
    )
    Move.unscoped.create(
        target=target,
        kind="attempt",
        moved_on=MONDAY,
        heard=True,
        state="waiting",
        attempt=attempt,
        interaction=touches[1],
        was_there=True,
        state_before="ready",
        round_before=1,
        next_attempt_before=MONDAY,
        close_out_before=MONDAY,
        revisit_before=MONDAY,
        moved_before=MONDAY - timedelta(days=1),
    )
    answered = Move.unscoped.create(
        target=target, kind="reply", moved_on=MONDAY, state="replied", state_before="waiting", moved_before=MONDAY
    )
    Move.unscoped.create(
        target=target,
        kind="elsewhere",
        moved_on=MONDAY,
        state="replied",
        state_before="waiting",
        moved_before=MONDAY,
        echo_of=answered,
    )
    _count_on(owner, contact, answered)
    interview = InterviewFactory.create(
        contact=contact,
        target=target,
        interaction=touches[2],
        thanks=touches[3],
        minutes=25,
        medium="phone",
        state="held",
        held_on=date(2026, 11, 24),
        is_framed=True,
        prepared_at=MORNING,
        thanked_at=MORNING,
        notes_version=4,
        notes_base=3,
        notes_edit=9,
        snoozed_until=MONDAY,
        wrapped_up_at=MORNING,
        spoke_more="equal",
        interrupted="once",
        mood_before=2,
        mood_after=4,
        keep_in_mind=True,
        next_touch=FollowUpFactory.create(contact=contact),
        confirmation_snoozed_until=MONDAY,
        agreed_on=MONDAY,
        confirmed_for=MORNING,
        sequence=3,
    )
    ProposalFactory.create(
        contact=contact, target=target, interview=interview, minutes=25, medium="phone", timezone="Asia/Tokyo"
    )
    interview.named.set([introducer])
    interview.things.set([FollowUpFactory.create(contact=contact)])
    picked = InterviewQuestionFactory.create(
        interview=interview,
        question=QuestionFactory.create(owner=owner, purpose="trends", shipped="changing", is_retired=True),
        shipped="changing",
        purpose="trends",
        position=3,
        looked_up=True,
        asked_at=MORNING,
        is_starred=True,
        answer_version=4,
        answer_base=3,
        answer_edit=9,
    )
    insight = InsightFactory.create(
        interview=interview,
        question=picked,
        acted_on=MONDAY,
        telling=FollowUpFactory.create(contact=contact, done_on=MONDAY),
    )
    insight.tags.set(contact.tags.all())
    InterviewChange.unscoped.create(
        interview=interview, kind="moved", changed_at=MORNING, old_starts_at=MORNING, new_starts_at=MORNING
    )


def _introduce(owner: User, contact: Any, touch: Interaction) -> None:
    days = {
        f"{name}_on": MONDAY for name in ("asked", "nudged", "agreed", "opted_in", "made", "thanked", "met", "told")
    }
    introduction = IntroductionFactory.create(
        connector=contact.introduced_by,
        whom=contact,
        campaign=Target.for_user(owner).get().campaign,
        target=Target.for_user(owner).get(),
        state="told",
        is_inferred=True,
        step_count=9,
        nudge_count=1,
        closed_on=MONDAY,
        snoozed_until=MONDAY,
        **days,
    )
    IntroductionStep.unscoped.create(
        introduction=introduction,
        kind="made",
        happened_on=MONDAY,
        interaction=touch,
        state="made",
        state_before="agreed",
        day_before=MONDAY,
        moved_before=MONDAY - timedelta(days=1),
        named=True,
        led=True,
        introducer_before=contact.introduced_by,
    )
    DraftFactory.create(owner=owner, introduction=IntroductionFactory.create(connector=contact), number=1)


def _say(belonging: Belonging, row: Any, words: Iterator[str]) -> None:
    """Give every free text of ``row`` something to say, and no two the same."""
    said = {}
    for column in belonging.columns:
        if isinstance(column, models.CharField | models.TextField) and not column.choices and column.name != "digest":
            start = f"https://example.org/{quote(next(words), safe='')}" if isinstance(column, models.URLField) else ""
            room = (column.max_length or 1000) - 12
            said[column.name] = f"{start or next(words)[:room]}{row.pk}"
    type(row).unscoped.filter(pk=row.pk).update(**said)
