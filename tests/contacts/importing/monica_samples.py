"""Monica 4's export, small: the shape that its own export code writes."""

import base64
import json
from typing import Any

ANA, RUI, PIA = "0a1b2c3d-0000-4000-8000-000000000001", "0a1b2c3d-0000-4000-8000-000000000002", "pia"
EMAIL, PHONE, WEB, SKYPE = "type-email", "type-phone", "type-linkedin", "type-skype"
PICTURE = b"\xff\xd8\xff\xe0 a picture"
PACKED = base64.b64encode(PICTURE).decode()


def collection(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def thing(key: str = "", **said: Any) -> dict[str, Any]:
    return {**({"uuid": key} if key else {}), "created_at": "2026-02-08T10:00:00.000000Z", "properties": said}


def person(key: str, *data: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"uuid": key, "created_at": "2020-01-01T10:00:00.000000Z", "properties": said, "data": list(data)}


def field_type(key: str, name: str, protocol: str | None, kind: str | None) -> dict[str, Any]:
    return {"uuid": key, "properties": {"name": name, "protocol": protocol, "type": kind}}


def monica(*people: dict[str, Any], more: tuple[dict[str, Any], ...] = (), contacts: str = "contact",
           indent: int | None = None) -> str:  # fmt: skip
    """The whole file with these people in it."""
    return json.dumps(
        {
            "version": "1.0-preview.1",
            "app_version": "4.0.0",
            "export_date": "2026-11-20T10:00:00Z",
            "url": "https://app.monicahq.com",
            "exported_by": "user-1",
            "account": {
                "uuid": "account-1",
                "data": [collection("user", {"uuid": "user-1"}), collection(contacts, *people), *more],
                "properties": {"journal_entries": [], "modules": []},
                "instance": {
                    "genders": [{"uuid": "g", "properties": {"name": "Woman"}}],
                    "contact_field_types": [
                        field_type(EMAIL, "Email", "mailto:", "email"),
                        field_type(PHONE, "Phone", "tel:", "phone"),
                        field_type(WEB, "LinkedIn", None, None),
                        field_type(SKYPE, "Skype", "skype:", None),
                    ],
                },
            },
        },
        indent=indent,
        ensure_ascii=False,
    )


def whole(plural: str = "", indent: int | None = None) -> str:
    """Three people with one of everything; ``plural`` goes behind the names of types."""
    s = plural
    ana = person(
        ANA,
        collection(f"call{s}", thing("call-1", called_at="2026-03-01T23:30:00.000000Z", content="Rail freight",
                                     contact_called=True)),
        collection(f"contact_field{s}", thing(data="ana@example.com", type=EMAIL),
                   thing(data="+351 912 345 678", type=PHONE), thing(data="https://linkedin.com/in/ana", type=WEB),
                   thing(data="ana.s", type=SKYPE)),
        collection(f"note{s}", thing("note-1", body="Likes trains")),
        collection(f"reminder{s}",
                   thing("r1", initial_date="2020-04-12", title="Wish happy birthday to Ana", frequency_type="year",
                         frequency_number=1),
                   thing("r2", initial_date="2019-09-01", title="First day at Northwind", frequency_type="year",
                         frequency_number=1),
                   thing("r3", initial_date="2026-12-01", title="Send the slides", frequency_type="one_time"),
                   thing("r4", initial_date="2020-12-01", title="Ask about Lyon", frequency_type="one_time"),
                   thing("r5", initial_date="2020-12-01", title="Lunch", frequency_type="month", frequency_number=3)),
        collection(f"task{s}", thing("t1", title="Lend her the book", completed=False),
                   thing("t2", title="Thank her", description="in writing", completed=True,
                         completed_at="2026-02-10T10:00:00Z")),
        collection("addresses" if s else "address", thing(name="Home", street="Rua X 1", city="Lisboa",
                                                          country="PT")),
        collection(f"pet{s}", thing(name="Rex", category="Dog")),
        collection(f"gift{s}", thing(name="A scarf", status="offered", comment="liked it")),
        collection(f"debt{s}", thing(amount=20, currency="EUR", in_debt=True)),
        collection(f"life_event{s}", thing(name="Moved", happened_at="2021-05-04T00:00:00.000000Z", note="to Lisbon")),
        collection(f"conversation{s}", thing(
            "talk-1", happened_at="2026-04-02T00:00:00.000000Z",
            messages=[thing(content="Coming?", written_by_me=True), thing(content="Gladly", written_by_me=False)])),
        collection("activities" if s else "activity", "activity-1"),
        collection(f"photo{s}", "photo-1"),
        first_name="Ana", middle_name="Maria", last_name="Silva", nickname="Ani", job="Buyer", company="Northwind",
        description="Met at the fair", is_starred=True, is_partial=False, is_active=True, is_dead=False,
        food_preferences="no nuts", last_talked_to="2026-05-01T00:00:00.000000Z", stay_in_touch_frequency=90,
        tags=["Rail", "Lyon"], avatar={"avatar_source": "photo", "avatar_photo": "photo-1"}, gender="g",
        birthdate={"uuid": "d1", "is_age_based": False, "is_year_unknown": True, "date": "2026-04-12T00:00:00.000000Z"},
        first_met_date={"is_age_based": False, "is_year_unknown": False, "date": "2019-10-03"},
        first_met_through=RUI,
    )  # fmt: skip
    rui = person(
        RUI, first_name="Rui", last_name="Dias", is_active=False, is_dead=True,
        birthdate={"is_age_based": True, "is_year_unknown": False, "date": "1980-01-01T00:00:00.000000Z"},
        last_talked_to=None, stay_in_touch_frequency=None, tags=[],
    )  # fmt: skip
    pia = person(PIA, first_name="Pia", last_name="Silva", is_partial=True)
    more = (
        collection(f"relationship{s}", thing(type="child", contact_is=ANA, of_contact=PIA),
                   thing(type="parent", contact_is=PIA, of_contact=ANA),
                   thing(type="bestfriend", contact_is=ANA, of_contact=RUI)),
        collection(f"photo{s}", thing("photo-1", dataUrl=f"data:image/jpeg;base64,{PACKED}")),
        collection("activities" if s else "activity",
                   thing("activity-1", summary="Lunch", description="by the river",
                         happened_at="2026-06-01T00:00:00.000000Z")),
    )  # fmt: skip
    return monica(ana, rui, pia, more=more, contacts=f"contact{s}", indent=indent)
