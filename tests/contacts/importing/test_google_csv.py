from contacts.importing.records import Fact, OrganizationRecord, PersonRecord, Point, Skipped, YearlyDay
from contacts.importing.written_dates import WrittenDay
from tests.contacts.importing.samples import google_2024, google_old, read


def test_the_columns_of_2024_are_read() -> None:
    """P02."""
    content = google_2024(
        {
            "First Name": "Ana",
            "Middle Name": "Maria",
            "Last Name": "Silva",
            "Name Prefix": "Dr.",
            "Name Suffix": "Jr.",
            "Nickname": "Ani",
            "Organization Name": "Northwind",
            "Organization Title": "Buyer",
            "Organization Department": "Lyon",
            "Birthday": "--06-15",
            "Notes": "met in Lyon\nlikes trains",
            "Photo": "https://example.com/ana.jpg",
            "Labels": "* myContacts ::: Rail ::: rail",
            "E-mail 1 - Label": "* Work",
            "E-mail 1 - Value": "ana@example.com ::: ana@example.org",
            "E-mail 2 - Value": "n/a",
            "Phone 1 - Label": "Mobile",
            "Phone 1 - Value": "+351 912 345 678",
            "Address 1 - Label": "Home",
            "Address 1 - Formatted": "Rua X\nLisboa",
            "Address 1 - City": "Lisboa",
            "Website 1 - Label": "Profile",
            "Website 1 - Value": "https://www.linkedin.com/in/ana",
            "Event 1 - Label": "Anniversary",
            "Event 1 - Value": "2010-05-04",
            "Custom Field 1 - Label": "Likes",
            "Custom Field 1 - Value": "tea",
        }
    )

    assert read(content) == [
        PersonRecord(
            line=2,
            first_name="Ana Maria",
            last_name="Silva Jr.",
            title="Buyer",
            organization="Northwind",
            birthday=WrittenDay(6, 15, None),
            tags=("Rail",),
            points=(
                Point("email", "work", "ana@example.com"),
                Point("email", "work", "ana@example.org"),
                Point("phone", "mobile", "+351 912 345 678"),
                Point("profile", "profile", "https://www.linkedin.com/in/ana"),
            ),
            days=(YearlyDay("anniversary", "", "2010-05-04"),),
            notes="met in Lyon\nlikes trains\nName prefix: Dr.\nOrganization department: Lyon\nE-mail: n/a\n"
            "Address (Home): Rua X, Lisboa\nLikes: tea\nNickname: Ani",
        )
    ]


def test_the_old_columns_are_read() -> None:
    content = google_old(
        {
            "Name": "Wei Zhang",
            "Given Name": "Wei",
            "Family Name": "Zhang",
            "Birthday": "long ago",
            "Occupation": "Rail engineer",
            "Group Membership": "* myContacts ::: Rail",
            "E-mail 1 - Type": "* ",
            "E-mail 1 - Value": "wei@example.com",
            "Phone 1 - Type": "Work",
            "Phone 1 - Value": "call me",
            "Organization 1 - Type": "Work",
            "Organization 1 - Name": "Acme",
            "Organization 1 - Title": "Director",
            "Organization 1 - Department": "Rail",
        }
    )

    assert read(content) == [
        PersonRecord(
            line=2,
            first_name="Wei",
            last_name="Zhang",
            title="Director",
            organization="Acme",
            tags=("Rail",),
            points=(Point("email", "", "wei@example.com"),),
            notes="Birthday: long ago\nPhone: call me\nOrganization department: Rail\nOccupation: Rail engineer",
        )
    ]


def test_a_whole_name_alone_is_split() -> None:
    [record] = read(google_old({"Name": "Ana Maria da Silva", "Phone 1 - Value": "912345678"}))

    assert isinstance(record, PersonRecord)
    assert (record.first_name, record.last_name) == ("Ana Maria", "da Silva")


def test_a_row_with_only_an_organization_is_one() -> None:
    content = google_2024(
        {
            "Organization Name": "Northwind",
            "Organization Title": "Depot",
            "Notes": "ask for Ana",
            "Labels": "Rail",
            "E-mail 1 - Value": "info@northwind.example.com",
            "Phone 1 - Label": "Work",
            "Phone 1 - Value": "+351 21 000 0000",
            "Website 1 - Value": "https://northwind.example.com",
        }
    )

    assert read(content) == [
        OrganizationRecord(
            line=2,
            name="Northwind",
            website="https://northwind.example.com",
            notes="ask for Ana\nE-mail: info@northwind.example.com\nPhone (work): +351 21 000 0000\nTitle: Depot\n"
            "Tags: Rail",
        )
    ]


def test_someone_known_by_an_address_alone_is_kept_under_it() -> None:
    by_mail = google_2024({"E-mail 1 - Value": "ana@example.com"})
    by_nickname = google_2024({"Nickname": "Ani", "E-mail 1 - Value": "ana@example.com"})

    names = [
        record.name
        for content in (by_mail, by_nickname)
        for record in read(content)
        if isinstance(record, PersonRecord)
    ]

    assert names == ["ana@example.com", "Ani"]


def test_rows_that_name_nobody_are_skipped() -> None:
    header = google_2024({}).partition("\n")[0]
    content = google_2024({"Notes": "who?"}) + "," * header.count(",") + "\n"

    assert read(content) == [
        Skipped(line=2, reason="Nobody is named here."),
        Skipped(line=3, reason="An empty row."),
    ]


def test_further_groups_and_organizations_are_kept() -> None:
    header = (
        "Name,Given Name,Family Name,Group Membership,Organization 1 - Name,Organization 2 - Name,"
        "Address 1 - Street,Address 1 - City,Relation 1 - Type,Relation 1 - Value,IM 1 - Type,IM 1 - Value\n"
    )

    [record] = read(header + "Ana Silva,Ana,Silva,,Acme,Globex,Rua X,Lisboa,Spouse,Rui,Skype,anas\n")

    assert isinstance(record, PersonRecord)
    assert record.notes == "Organization name: Globex\nAddress: Rua X, Lisboa\nIm (Skype): anas"
    assert record.facts == (Fact("family", "Rui (spouse)"),)


def test_events_relations_and_hobbies_are_kept_as_what_they_are() -> None:
    """P50."""
    header = (
        "First Name,Last Name,Labels,Hobby,Occupation,Event 1 - Label,Event 1 - Value,Event 2 - Label,Event 2 - Value,"
        "Event 3 - Label,Event 3 - Value,Event 4 - Label,Event 4 - Value,Relation 1 - Label,Relation 1 - Value,"
        "Relation 2 - Label,Relation 2 - Value,Relation 3 - Label,Relation 3 - Value\n"
    )
    row = (
        "Ana,Silva,,Cello,Buyer,* Anniversary,2010-05-04,Anniversary,2012-06-01,First day, --09-01,Moved,one spring,"
        "Spouse,Rui ::: Zé,Manager,Wei,,Pia\n"
    )

    assert read(header + row) == [
        PersonRecord(
            line=2,
            first_name="Ana",
            last_name="Silva",
            title="Buyer",
            facts=(
                Fact("interest", "Cello"),
                Fact("family", "Rui (spouse)"),
                Fact("family", "Zé (spouse)"),
                Fact("job", "Wei (manager)"),
                Fact("other", "Pia"),
            ),
            days=(
                YearlyDay("anniversary", "", "2010-05-04"),
                YearlyDay("other", "Anniversary", "2012-06-01"),
                YearlyDay("other", "First day", "--09-01"),
            ),
            notes="Moved: one spring",
        )
    ]


def test_an_organizations_days_and_people_stay_in_its_notes() -> None:
    header = (
        "Organization Name,First Name,Last Name,Labels,Birthday,Event 1 - Label,Event 1 - Value,Relation 1 - Value\n"
    )

    assert read(header + "Acme,,,,1990-04-12,Founded,1990-04-12,Pia\n") == [
        OrganizationRecord(line=2, name="Acme", notes="Birthday: 12 April 1990\nFounded: 12 April 1990\nOther: Pia")
    ]
