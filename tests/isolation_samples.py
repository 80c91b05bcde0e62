"""One of everything that belongs to Alice, and how each route is asked for it. ``test_isolation`` walks the rest."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.urls import reverse

from accounts import mailbox
from accounts.models import SearchBrief, User
from common.agenda import Kind
from contacts import several
from contacts.importing import intake, uploads
from contacts.models import (
    Affiliation,
    Brainstorm,
    Change,
    Contact,
    Detail,
    Event,
    FollowUp,
    ImportBatch,
    Interaction,
    MutedKind,
    Occasion,
    Organization,
    OrganizationAlias,
    Photo,
    Posting,
    SavedLink,
    SavedView,
    Tag,
)
from contacts.several import Alterations
from interviews.models import Insight, Interview, InterviewQuestion, InterviewState, Proposal, Question
from outreach import landing, reference_steps
from outreach.introducing import steps
from outreach.models import (
    Campaign,
    Introduction,
    IntroductionStep,
    MessageTemplate,
    Move,
    News,
    Outcome,
    OwnPolicy,
    Reference,
    ReferenceStep,
    ReferenceStepKind,
    ReferenceUse,
    Skip,
    StepKind,
    Target,
    TargetState,
)
from outreach.pursuit import Answer, log_reply
from reminders.links import Action, Errand, act_url, unsubscribe_url
from reminders.models import CalendarFeed, DigestDelivery, DigestKind
from tests.conftest import MONDAY, MORNING
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
    MessageTemplateFactory,
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

MARK = "Quokka"
"""In every text of Alice's; no page of Mallory's may show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Alice's rows."""

    owner: User
    organization: Organization
    second_organization: Organization
    tag: Tag
    contact: Contact
    interaction: Interaction
    follow_up: FollowUp
    need: Detail
    offer: Detail
    event: Event
    detail: Detail
    affiliation: Affiliation
    occasion: Occasion
    muted: MutedKind
    link: SavedLink
    view: SavedView
    photo: Photo
    posting: Posting
    alias: OrganizationAlias
    batch: ImportBatch
    campaign: Campaign
    target: Target
    replied: Target
    move: Move
    introduction: Introduction
    introduction_step: IntroductionStep
    template: MessageTemplate
    policy: OwnPolicy
    skip: Skip
    reference: Reference
    use: ReferenceUse
    step: ReferenceStep
    outcome: Outcome
    news: News
    interview: Interview
    question: Question
    picked: InterviewQuestion
    insight: Insight
    proposal: Proposal
    change: Change
    delivery: DigestDelivery
    letter_key: str
    act_token: str
    unsubscribe_token: str
    feed: CalendarFeed


def build_world(owner: User, mail_dir: Any) -> World:
    """Make one of everything for ``owner``, as of the tests' Monday morning."""
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    organization = OrganizationFactory.create(owner=owner, name=f"{MARK} Rail")
    tag = TagFactory.create(owner=owner, name=f"{MARK} tag")
    contact = ContactFactory.create(
        owner=owner,
        first_name=MARK,
        organization=organization,
        how_known=f"{MARK} school",
        notes=f"{MARK} notes",
        next_touch_on=date(2026, 11, 1),
    )
    contact.tags.add(tag)
    ContactPointFactory.create(contact=contact, value=f"{MARK.lower()}@example.com")
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{MARK} Import\r\nN:Import;{MARK};;;\r\nEND:VCARD\r\n"
    browser = Client()
    browser.force_login(owner)
    browser.post(reverse("contacts:import_upload"), {"file": SimpleUploadedFile(f"{MARK}.vcf", card.encode())})
    campaign = CampaignFactory.create(owner=owner, name=f"{MARK} freight", goal=f"Learn about {MARK}")
    target = TargetFactory.create(campaign=campaign, contact=contact, reason=f"{MARK} built it")
    replied = TargetFactory.create(
        campaign=campaign,
        contact=ContactFactory.create(owner=owner, first_name=f"{MARK}na", how_known="school"),
        state=TargetState.WAITING,
        attempts_made=1,
    )
    AttemptFactory.create(target=replied, text=f"{MARK} text")
    DraftFactory.create(owner=owner, target=target, body=f"Dear {MARK}")
    move = log_reply(replied, answer=Answer(heard_on=MONDAY, channel="email", text=f"{MARK} says"), on=MONDAY)
    reference = ReferenceFactory.create(contact=contact, knows=f"{MARK} taming")
    use = ReferenceUseFactory.create(
        reference=reference, organization=organization, role=f"{MARK} keeper", caller=f"{MARK} Ana"
    )
    step = reference_steps.record(reference, ReferenceStepKind.INFORMED, done_on=MONDAY, on=MONDAY)
    interview = InterviewFactory.create(
        contact=contact, starts_at=datetime(2026, 11, 23, 15, tzinfo=UTC), homework=f"{MARK} homework"
    )
    question = QuestionFactory.create(owner=owner, text=f"What does a {MARK} eat?")
    insight = InsightFactory.create(interview=interview, text=f"{MARK} like company")
    insight.tags.add(tag)
    interview.things.add(FollowUpFactory.create(contact=contact, what=f"Read up on the {MARK}"))
    interview.named.add(replied.contact)
    SearchBrief.unscoped.create(owner=owner, roles=f"{MARK} keeper")
    introduction = IntroductionFactory.create(
        connector=replied.contact, whom=contact, wish=contact.name, why=f"{MARK} knows", lines=f"{MARK} lines"
    )
    asked = steps.take(introduction, StepKind.ASKED, words=steps.Words(said_on=MONDAY, text=f"{MARK}?"), on=MONDAY)
    follow_up = FollowUpFactory.create(contact=contact, what=f"Feed the {MARK}")
    outcome = OutcomeFactory.create(
        owner=owner, organization=organization, role=f"{MARK} keeper", note=f"{MARK} note", happened_on=MONDAY
    )
    news = NewsFactory.create(outcome=outcome, contact=contact, why=f"Told you of {MARK}")
    letter = EmailMessage(f"{MARK} digest", f"Thank {MARK}.", "rapport@localhost", [owner.email])
    get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(mail_dir)).send_messages([letter])
    errand = Errand(owner_id=owner.pk, kind=Kind.FOLLOW_UP, key=str(follow_up.pk), action=Action.DONE)
    event = EventFactory.create(owner=owner, name=f"{MARK} evening", place=f"{MARK} hall", notes=f"{MARK} stand")
    event.people.add(contact)
    InteractionFactory.create(contact=contact, event=event, on=event.on, summary=f"{MARK} talk")
    FollowUpFactory.create(contact=contact, event=event, what=f"Write to {MARK}")
    Brainstorm.unscoped.create(
        owner=owner, waiting=[{"number": 1, "walk": "school", "name": f"{MARK} Ibáñez", "rest": f"{MARK} baker"}]
    )
    return World(
        owner=owner,
        organization=organization,
        second_organization=OrganizationFactory.create(owner=owner, name=f"{MARK} Rail Europe"),
        tag=tag,
        contact=contact,
        interaction=InteractionFactory.create(contact=contact, summary=f"{MARK} coffee"),
        follow_up=follow_up,
        need=DetailFactory.create(contact=contact, kind="need", text=f"{MARK} needs robots"),
        offer=DetailFactory.create(contact=replied.contact, kind="offer", text=f"{MARK} has robots"),
        event=event,
        detail=DetailFactory.create(contact=contact, text=f"{MARK} boys"),
        affiliation=AffiliationFactory.create(contact=contact),
        occasion=OccasionFactory.create(contact=contact, kind="other", name=f"{MARK} day", month=11, day=24),
        muted=MutedKind.unscoped.create(contact=contact, kind="close_out"),
        link=SavedLinkFactory.create(owner=owner, contact=contact, title=f"{MARK} robots", note=f"{MARK} talk"),
        alias=OrganizationAlias.unscoped.create(owner=owner, organization=organization, name=f"{MARK} Trains"),
        view=SavedViewFactory.create(owner=owner, name=f"{MARK} view", tag=tag, tag_name=tag.name),
        posting=PostingFactory.create(organization=organization, title=f"{MARK} planner", notes=f"{MARK} asked"),
        photo=Photo.for_user(owner).create(contact=contact, image=b"RIFF", digest="0" * 32),
        batch=ImportBatch.for_user(owner).get(),
        campaign=campaign,
        target=target,
        replied=replied,
        move=move,
        reference=reference,
        use=use,
        step=step,
        skip=Skip.unscoped.create(campaign=campaign, contact=replied.contact, until=MONDAY),
        policy=OwnPolicyFactory.create(owner=owner, name=f"{MARK} steps"),
        introduction=introduction,
        introduction_step=asked,
        template=MessageTemplateFactory.create(owner=owner, name=f"{MARK} mail", body=f"Dear {MARK}"),
        outcome=outcome,
        news=news,
        interview=interview,
        question=question,
        picked=InterviewQuestionFactory.create(
            interview=interview, question=question, text=question.text, answer=f"{MARK} says", is_starred=True
        ),
        insight=insight,
        proposal=ProposalFactory.create(contact=contact, place=f"{MARK} room"),
        change=_changed(owner, contact),
        delivery=_waiting(owner),
        letter_key=mailbox.letters_for(owner.email, folder=mail_dir)[0].key,
        act_token=act_url(errand, now=MORNING).rpartition("/")[2],
        unsubscribe_token=unsubscribe_url(owner.pk, DigestKind.DAILY).rpartition("/")[2],
        feed=CalendarFeed.unscoped.create(owner=owner, made_at=MORNING),
    )


def _waiting(owner: User) -> DigestDelivery:
    """A digest that could not be delivered yet, and so is kept."""
    row: DigestDelivery = DigestDelivery.unscoped.create(
        owner=owner,
        local_date=MONDAY,
        state="waiting",
        claim=uuid4(),
        message_id=f"<digest.{MARK}@localhost>",
        subject=f"Thank {MARK}",
        text_body=f"Thank {MARK}",
        html_body=f"Thank {MARK}",
        problem="451 Later",
        take_up_at=MORNING,
        created_at=MORNING,
    )
    return row


def _changed(owner: User, contact: Contact) -> Change:
    change = several.alter(owner, [contact.pk], Alterations(tie="strong"), on=MONDAY, now=MORNING)
    if change is None:
        raise ValueError("she had a strong tie already")
    return change


def _nothing(_world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How to ask for one route: arguments of its address, its query, and a body that would work for the owner."""

    args: Callable[[World], dict[str, Any]] = _nothing
    query: Callable[[World], dict[str, Any]] = _nothing
    body: Callable[[World], dict[str, Any]] = _nothing
    before: Callable[[World], object] = field(default=_nothing)
    """What has to have happened for the route to make sense."""
    is_nobodys: bool = False
    """Whether its arguments name what comes with Rapport, the same for everybody."""


def of(name: str, body: dict[str, Any] | None = None, before: Callable[[World], object] = _nothing) -> Sample:
    """A route with the ``pk`` of ``world.<name>``."""
    return Sample(args=lambda world: {"pk": getattr(world, name).pk}, body=lambda _: body or {}, before=before)


def _with_contact(name: str) -> Sample:
    """A route with the ``pk`` of ``world.<name>`` that is told of the contact in the body."""
    return Sample(
        args=lambda world: {"pk": getattr(world, name).pk},
        body=lambda world: {"contact": world.contact.pk, "line": "Lyon", "follow_up": "days"},
    )


def _agenda(world: World) -> dict[str, Any]:
    return {"kind": Kind.FOLLOW_UP.value, "key": str(world.follow_up.pk)}


def _occasion_due(world: World) -> dict[str, Any]:
    return {"kind": Kind.OCCASION.value, "key": f"{world.occasion.pk}-2026"}


def _a_brief(_world: World) -> dict[str, Any]:
    return {"kind": "brief"}


ANSWER = {"heard_on": "2026-11-23", "channel": "email", "text": "Yes."}
TOMORROW = {"day": "2026-11-24", "time": "10:00", "minutes": "20", "medium": "video", "place": ""}
TEMPLATE = {"name": "First", "channel": "email", "purpose": "ask", "body": "Dear"}
NOTES = {"notes": "Lyon", "notes_version": "0", "editor": "", "edit": ""}


WRAP_UP = {
    "names": "Ana Reis, planner at Kessel",
    "next_step": "days",
    "thing-TOTAL_FORMS": "0",
    "thing-INITIAL_FORMS": "0",
    "insight-TOTAL_FORMS": "0",
    "insight-INITIAL_FORMS": "0",
}

MESSAGE = {
    "number": "1",
    "page": "a",
    "version": "0",
    "channel": "email",
    "subject": "Rail",
    "body": "Could you spare 20 minutes?",
    "made_on": "2026-11-23",
}


def _to_target() -> Sample:
    return Sample(args=lambda world: {"whom": "target", "pk": world.target.pk}, body=lambda _: MESSAGE)


def _word_after_landing() -> Sample:
    def has_landed(world: World) -> None:
        landing.land(world.owner, organization_name=f"{MARK} Rail", role="", landed_on=MONDAY, on=MONDAY)

    return Sample(args=lambda world: {"kind": "thanks", "pk": world.contact.pk}, before=has_landed)


def _held(world: World) -> None:
    Interview.unscoped.update(state=InterviewState.HELD, held_on=MONDAY, starts_at=MORNING)


def _her_people(world: World) -> dict[str, Any]:
    return {"contact": [world.contact.pk, world.replied.contact.pk]}


def _her_pair(world: World) -> dict[str, Any]:
    return {"pk": world.contact.pk, "other": world.replied.contact.pk}


def _her_organizations(world: World) -> dict[str, Any]:
    return {"pk": world.organization.pk, "other": world.second_organization.pk}


def _came_in(world: World) -> None:
    intake.accept(world.batch, tier="light", now=MORNING)
    intake.commit_batch(world.batch, on=MONDAY, now=MORNING)


def _one_rejected(world: World) -> None:
    broken = json.dumps({"type": "unreadable", "reason": f"{MARK} is broken.", "name": MARK, "raw": f"FN:{MARK}"})
    world.batch.rows.update(verdict="error", stored=broken)


def _a_table(world: World) -> None:
    world.batch.rows.all().delete()
    ImportBatch.unscoped.filter(pk=world.batch.pk).update(state="columns", format_name="csv")
    uploads.keep(world.batch, [f"{MARK} name,Note\n{MARK} Table,{MARK}\n".encode()])


# Routes whose address, query or body can name one of Alice's rows. A route without arguments needs an entry only if a
# stranger could hand her ids to it otherwise.
SAMPLES: dict[str, Sample] = {
    "accounts:mail_detail": Sample(args=lambda world: {"key": world.letter_key}),
    "reminders:digests": Sample(
        body=lambda _: {"digest_hour": "7", "review_hour": "17", "brief_hour": "18", "kinds": ["occasion"]}
    ),
    "reminders:digest_kept": of("delivery"),
    "reminders:digest_preview": Sample(query=_a_brief),
    "reminders:digest_letter": Sample(query=_a_brief),
    "reminders:digest_test": Sample(body=_a_brief),
    "reminders:agenda_complete": Sample(args=_agenda),
    "reminders:agenda_snooze": Sample(args=_agenda, body=lambda _: {"until": "2026-11-30"}),
    "reminders:agenda_wake": Sample(
        args=_agenda,
        query=lambda _: {"rests_until": "2026-11-30", "former": "2026-11-23"},
        before=lambda _: FollowUp.unscoped.update(due_on=date(2026, 11, 30)),
    ),
    "reminders:agenda_pass": Sample(args=_occasion_due),
    "reminders:agenda_mute": Sample(args=_agenda),
    "reminders:agenda_unmute": Sample(args=_agenda),
    "reminders:agenda_take_back": Sample(
        args=_occasion_due, before=lambda _: Occasion.unscoped.update(settled_for=date(2026, 11, 24))
    ),
    # contacts
    "contacts:create": Sample(
        body=lambda world: {
            "first_name": "New",
            "tie": "weak",
            "tier": "light",
            "introduced_by": world.contact.pk,
            "organization": world.organization.pk,
            "tags": [world.tag.pk],
        }
    ),
    "contacts:list": Sample(query=lambda world: {"tag": world.tag.pk, "organization": world.organization.pk}),
    "contacts:export": Sample(query=_her_people),
    "contacts:selection": Sample(query=_her_people, body=lambda world: {**_her_people(world), "tier": "key"}),
    "contacts:brainstorm": Sample(body=lambda _: {"names": "Ana Silva", "walk": "work", "tier": "light"}),
    "contacts:brainstorm_answer": Sample(body=lambda world: {"number": "1", "contact": world.contact.pk}),
    "contacts:brainstorm_take_back": Sample(query=_her_people, body=_her_people),
    "contacts:brainstorm_written": Sample(
        body=lambda world: {"shown": [world.contact.pk], "knows": [world.contact.pk], "key": "1"}
    ),
    "contacts:change_undo": of("change"),
    "contacts:event_detail": of("event"),
    "contacts:event_update": of("event", {"name": "Fair", "on": "2026-11-20"}),
    "contacts:event_delete": of("event"),
    "contacts:event_meet": Sample(
        args=lambda world: {"pk": world.event.pk},
        body=lambda world: {"name": "Ana", "contact": world.contact.pk, "follow_up": "tomorrow"},
    ),
    "contacts:event_known": Sample(args=lambda world: {"pk": world.event.pk}, query=lambda _: {"name": MARK}),
    "contacts:event_line": _with_contact("event"),
    "contacts:event_somebody_else": _with_contact("event"),
    "contacts:event_take_out": _with_contact("event"),
    "contacts:merge_ticked": Sample(query=_her_people),
    "contacts:merge_choose": of("contact"),
    "contacts:merge": Sample(args=_her_pair),
    "contacts:different_people": Sample(args=_her_pair),
    "contacts:organization_merge_ticked": Sample(
        query=lambda world: {"organization": [world.organization.pk, world.second_organization.pk]}
    ),
    "contacts:organization_merge_choose": of("organization"),
    "contacts:organization_merge": Sample(args=_her_organizations),
    "contacts:different_organizations": Sample(args=_her_organizations),
    "contacts:detail": of("contact"),
    "contacts:piece": of("contact"),
    "contacts:update": of("contact", {"first_name": "Anew", "tie": "weak", "tier": "light"}),
    "contacts:delete": of("contact"),
    "contacts:archive": of("contact"),
    "contacts:unarchive": of("contact"),
    "contacts:do_not_contact": of("contact"),
    "contacts:may_contact": of("contact"),
    "contacts:snooze": of("contact", {"span": "week"}),
    "contacts:wake": of("contact"),
    "contacts:network_rest": of("contact"),
    "contacts:touch_undo": of(
        "interaction", before=lambda world: Interaction.unscoped.filter(pk=world.interaction.pk).update(kind="touch")
    ),
    "contacts:touch": of("contact", {"what": "liked"}),
    "contacts:match_answer": Sample(
        args=lambda world: {"need": world.need.pk, "offer": world.offer.pk}, body=lambda _: {"answer": "introduced"}
    ),
    "contacts:network_tier_set": of("contact", {"tier": "key"}),
    "contacts:network_paths": Sample(query=lambda world: {"person": world.contact.pk}),
    "contacts:network_ties_answer": Sample(body=lambda world: {"contact": [world.contact.pk], "answer": "take"}),
    "contacts:log": of("contact", {"kind": "call", "direction": "mutual", "happened_on": "2026-11-20"}),
    "contacts:log_reading": of("contact", {"summary": "coffee yesterday"}),
    "contacts:fact": Sample(
        args=lambda world: {"pk": world.contact.pk, "name": "how"}, body=lambda _: {"how_known": "From school"}
    ),
    "contacts:addresses": of("contact", {"points-TOTAL_FORMS": "0", "points-INITIAL_FORMS": "0"}),
    "contacts:pick": Sample(query=lambda _: {"field": "introduced_by", "introduced_by_name": MARK}),
    "contacts:organization_suggest": Sample(query=lambda _: {"organization_name": MARK}),
    "contacts:photo": Sample(args=lambda world: {"pk": world.contact.pk, "digest": world.photo.digest}),
    "contacts:remember": of("contact", {"line": "family: two boys"}),
    "contacts:affiliation_create": of("contact", {"kind": "work", "organization_name": "Siemens"}),
    "contacts:affiliation_update": of("affiliation", {"kind": "school", "organization_name": "TU Delft"}),
    "contacts:affiliation_delete": of("affiliation"),
    "contacts:detail_update": of("detail", {"kind": "family", "text": "Two boys"}),
    "contacts:detail_delete": of("detail"),
    "contacts:occasion_update": of("occasion", {"kind": "birthday", "name": "", "said": "12 April"}),
    "contacts:occasion_delete": of("occasion"),
    "contacts:occasion_greeted": of("occasion"),
    "contacts:occasion_pass": of("occasion"),
    "contacts:occasion_take_back": Sample(
        args=lambda world: {"pk": world.occasion.pk},
        before=lambda _: Occasion.unscoped.update(settled_for=date(2026, 11, 24)),
    ),
    "contacts:muted_end": of("muted"),
    "contacts:link_update": of("link", {"title": "Robots", "url": "https://example.org/"}),
    "contacts:link_delete": of("link"),
    "contacts:link_sent": of("link"),
    "contacts:link_unsent": Sample(
        args=lambda world: {"pk": world.link.pk}, query=lambda world: {"log": world.interaction.pk}
    ),
    "contacts:follow_up_create": of("contact", {"what": "Send it", "due_on": "2026-11-30"}),
    "contacts:interaction_update": of(
        "interaction", {"kind": "call", "direction": "mutual", "happened_on": "2026-11-20"}
    ),
    "contacts:interaction_delete": of("interaction"),
    "contacts:follow_up_update": of("follow_up", {"what": "Send it", "due_on": "2026-11-30"}),
    "contacts:follow_up_done": of("follow_up"),
    "contacts:follow_up_reopen": of("follow_up"),
    "contacts:follow_up_delete": of("follow_up"),
    "contacts:import_detail": of("batch"),
    "contacts:import_progress": of("batch"),
    "contacts:import_commit": of("batch", {"tier": "light"}),
    "contacts:import_discard": of("batch"),
    "contacts:import_answer": Sample(
        args=lambda world: {"pk": world.batch.pk},
        body=lambda world: {"row": world.batch.rows.get().pk, "choice": "leave"},
    ),
    "contacts:import_rejected": of("batch", before=_one_rejected),
    "contacts:import_columns": of("batch", {"column-0": "name", "column-1": "notes"}, before=_a_table),
    "contacts:import_undo": of("batch", before=_came_in),
    "contacts:organization_detail": of("organization"),
    "contacts:organization_interest": of("organization", {"interest": "3"}),
    "contacts:organization_fact": Sample(
        args=lambda world: {"pk": world.organization.pk, "name": "notes"}, body=lambda _: {"notes": "Asked there"}
    ),
    "contacts:organization_alias_delete": of("alias"),
    "contacts:posting_create": of("organization", {"title": "Planner"}),
    "contacts:posting_update": of("posting", {"title": "Planner"}),
    "contacts:posting_delete": of("posting"),
    "contacts:organization_update": of("organization", {"name": "Acme", "interest": "2"}),
    "contacts:organization_delete": of("organization"),
    "contacts:view": of("view"),
    "contacts:view_create": Sample(
        body=lambda world: {"name": "Mine", "query": f"tag={world.tag.pk}", "replace": world.view.pk}
    ),
    "contacts:view_update": of("view", {"name": "Lyon"}),
    "contacts:view_show": of("view", {"query": "tie=strong"}),
    "contacts:view_move": of("view", {"to": "left"}),
    "contacts:view_delete": of("view"),
    "contacts:tag_update": of("tag", {"name": "Lyon"}),
    "contacts:tag_delete": of("tag"),
    # outreach
    "outreach:detail": of("campaign"),
    "outreach:update": of("campaign", {"name": "Rail", "goal": "Learn", "started_on": "2026-11-02"}),
    "outreach:close": of("campaign"),
    "outreach:reopen": of("campaign"),
    "outreach:delete": of("campaign"),
    "outreach:next": of("campaign"),
    "outreach:next_add": _with_contact("campaign"),
    "outreach:next_skip": _with_contact("campaign"),
    "outreach:skip_undo": of("skip"),
    "outreach:target_add": Sample(
        query=_her_people,
        body=lambda world: {
            "campaign": world.campaign.pk,
            f"{world.contact.pk}-reason": "Taken over",
            f"{world.replied.contact.pk}-reason": "Taken over",
        },
    ),
    "outreach:target_detail": of("target"),
    "outreach:target_place": of("target", {"place": "waiting"}),
    "outreach:target_reason": of("target", {"reason": "She built it", "ask_kind": "advice"}),
    "outreach:target_delete": of("target"),
    "outreach:target_attempt": of(
        "target", {"expected_number": "1", "channel": "email", "made_on": "2026-11-23", "text": "Dear"}
    ),
    "outreach:target_reply": of("target", ANSWER),
    "outreach:target_noted": of("target"),
    "outreach:target_no_answer": of("target"),
    "outreach:target_declined": of("target", ANSWER),
    "outreach:target_not_now": of("target", {**ANSWER, "revisit_on": "2027-02-23"}),
    "outreach:target_wrong_person": of("target", {**ANSWER, "first_name": "Ines"}),
    "outreach:target_no_reply": of(
        "target",
        {"revisit_on": ""},
        before=lambda world: Target.unscoped.filter(pk=world.target.pk).update(
            state=TargetState.WAITING, attempts_made=5, close_out_on=MONDAY
        ),
    ),
    "outreach:target_reopen": of("replied"),
    "outreach:target_done": of("target"),
    "outreach:target_meeting_off": of("target"),
    "outreach:move_undo": of("move"),
    "outreach:write": _to_target(),
    "outreach:write_save": _to_target(),
    "outreach:write_sent": _to_target(),
    "outreach:reference_detail": of("reference"),
    "outreach:reference_update": of("reference", {"knows": "How I plan"}),
    "outreach:reference_delete": of("reference"),
    "outreach:reference_step": of("reference", {"kind": "informed"}),
    "outreach:reference_undo": of("step"),
    "outreach:use_create": of("reference", {"organization_name": "Globex", "role": "Planner"}),
    "outreach:use_update": of("use", {"organization_name": "Globex", "role": "Planner"}),
    "outreach:use_step": of("use", {"kind": "briefed"}),
    "outreach:use_delete": of("use"),
    "outreach:target_agreed": of("target"),
    "outreach:introduction_create": Sample(
        query=lambda world: {"connector": world.contact.pk, "whom": world.replied.contact.pk},
        body=lambda _: {"why": "Taken over"},
    ),
    "outreach:introduction_detail": of("introduction"),
    "outreach:introduction_update": of("introduction", {"why": "Taken over", "lines": "Taken over"}),
    "outreach:introduction_made": of("introduction", {"said_on": "2026-11-23", "channel": "email"}),
    "outreach:introduction_step": Sample(
        args=lambda world: {"pk": world.introduction.pk, "kind": "agreed"},
        body=lambda _: {"said_on": "2026-11-23", "channel": "email", "text": "Gladly"},
    ),
    "outreach:introduction_undo": of("introduction_step"),
    "outreach:introduction_delete": of("introduction"),
    "outreach:outcome_create": Sample(
        query=lambda world: {"organization": world.organization.pk},
        body=lambda _: {"kind": "offer", "organization_name": "Globex", "happened_on": "2026-11-23"},
    ),
    "outreach:outcome_detail": of("outcome"),
    "outreach:outcome_update": of(
        "outcome", {"kind": "offer", "organization_name": "Globex", "happened_on": "2026-11-23"}
    ),
    "outreach:outcome_delete": of("outcome"),
    "outreach:outcome_add": Sample(
        args=lambda world: {"pk": world.outcome.pk}, body=lambda world: {"whom": world.replied.contact.pk}
    ),
    "outreach:news_told": of("news"),
    "outreach:news_waive": of("news"),
    "outreach:news_reopen": of("news"),
    "outreach:landed_said": _word_after_landing(),
    "outreach:landed_unsaid": _word_after_landing(),
    "outreach:rest": Sample(body=lambda _: {"first": "2026-12-01", "last": "2026-12-04"}),
    "outreach:target_away": of("target", {"back_on": "2026-12-01"}),
    "outreach:policy_update": of("policy", {"name": "Two", "channel_1": "email", "close_out_gap": 5}),
    "outreach:policy_delete": of("policy"),
    "outreach:template_update": of("template", TEMPLATE),
    "outreach:template_archive": of("template"),
    "outreach:template_unarchive": of("template"),
    "outreach:template_delete": of("template"),
    # interviews
    "interviews:create": Sample(
        query=lambda world: {"contact": world.contact.pk, "target": world.target.pk}, body=lambda _: TOMORROW
    ),
    "interviews:propose": Sample(
        query=lambda world: {"contact": world.contact.pk, "target": world.target.pk},
        body=lambda _: {**TOMORROW, "day_1": "2026-11-25", "time_1": "10:00"},
    ),
    "interviews:proposal": of("proposal"),
    "interviews:proposal_accept": of("proposal", {"number": "1"}),
    "interviews:proposal_withdraw": of("proposal"),
    "interviews:confirm": of("interview"),
    "interviews:unconfirm": of("interview"),
    "interviews:my_entry": of("interview"),
    "interviews:invitation": of("interview"),
    "interviews:detail": of("interview"),
    "interviews:update": of("interview", TOMORROW),
    "interviews:delete": of("interview"),
    "interviews:move": of("interview", TOMORROW),
    "interviews:hold": of("interview"),
    "interviews:cancel": of("interview"),
    "interviews:no_show": of("interview"),
    "interviews:reopen": of("interview"),
    "interviews:prepare": of("interview", {"homework": "Lyon"}),
    "interviews:unprepare": of("interview"),
    "interviews:brief": of("interview"),
    "interviews:question_list": Sample(),
    "interviews:question_create": Sample(
        query=lambda _: {"from": "path"}, body=lambda _: {"text": "Why rail, of all things?", "purpose": "back_story"}
    ),
    "interviews:question_update": of("question", {"text": "Why rail?", "purpose": "back_story"}),
    "interviews:question_retire": of("question"),
    "interviews:question_retire_shipped": Sample(args=lambda _: {"key": "path"}, is_nobodys=True),
    "interviews:question_revive": of("question"),
    "interviews:question_delete": of("question"),
    "interviews:question_pick": of("interview", {"shipped": "path"}),
    "interviews:question_write": of("interview", {"text": "Why rail?", "purpose": "back_story"}),
    "interviews:question_place": of("picked", {"by": "1"}),
    "interviews:question_look_up": of("picked"),
    "interviews:question_ask": of("picked"),
    "interviews:question_remove": of("picked"),
    "interviews:notes": of("interview"),
    "interviews:notes_save": of("interview", NOTES),
    "interviews:notes_current": of("interview"),
    "interviews:library_question": of("picked"),
    "interviews:library_tag": of("tag"),
    "interviews:thanks": of("interview", {"way": "email"}, before=_held),
    "interviews:thanks_save": of("interview", {"way": "email", "body": "Dear Ana"}, before=_held),
    "interviews:thanks_undo": of("interview", before=_held),
    "interviews:wrap_up": of("interview", WRAP_UP, before=_held),
    "interviews:mood": of("interview", {"mood": "4"}),
    "interviews:thing_done": Sample(
        args=lambda world: {"pk": world.interview.pk},
        body=lambda world: {"thing": world.interview.things.get().pk},
        before=_held,
    ),
    "interviews:insight_acted": of("insight"),
    "interviews:insight_told": of("insight"),
    "interviews:insight_back": of("insight"),
}
