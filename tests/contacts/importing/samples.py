"""Header lines and small files as they are in the wild, to the letter."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from contacts.importing.detection import look_into
from contacts.importing.formats import ReadingContext
from contacts.importing.records import Record, Unreadable

CONTEXT = ReadingContext(zone=ZoneInfo("Europe/Lisbon"), country="PT", on=date(2026, 11, 23), owner_name="Alice Moreau")

LINKEDIN_PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only '
    "see email addresses for connections who have allowed their connections to see or download their email address "
    "using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n'
    "\n"
)
LINKEDIN_HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
LINKEDIN_HEADER_2021 = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
LINKEDIN_HEADER_2016 = (
    "First Name,Last Name,Address,Email Address,Company,Position,Connected On,Websites,Instant Messengers\r\n"
)
LINKEDIN_ROW = (
    "Marisol,Ibáñez,https://www.linkedin.com/in/marisol,marisol@example.com,Northwind,Head of Logistics,08 Feb 2026\n"
)
LINKEDIN_HIDDEN = ",,,,,,07 Jun 2026\n"
LINKEDIN = LINKEDIN_PREAMBLE + LINKEDIN_HEADER + LINKEDIN_ROW + LINKEDIN_HIDDEN

GOOGLE_2024_HEADER = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,"
    "Website 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value\n"
)
GOOGLE_OLD_HEADER = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Organization 1 - Symbol,"
    "Organization 1 - Location,Organization 1 - Job Description,Website 1 - Type,Website 1 - Value\n"
)


SPREADSHEET = (
    "Name,E-Mail,Mobile,Employer,Role,How we met,Circle,Last spoke,Follow up,Birthday,Kids,Groups,"
    "Shoe size,Id,Comments\n"
    "Ana Silva,ana@example.com,'+351 912 345 678,Northwind,Head of Logistics,Rail fair in Lyon,events,3/14/2026,"
    '12/1/2026,4/12/1990,Two boys,"Rail, Lyon",38,1,Likes tea\n'
    "Wei Zhang,wei@example.com; wz@example.org,,Acme,Director,,Fencing,1/2/26,,June 3,,,,2,\n"
)
"""A table somebody made themselves, in a country that writes the month first."""


def google(header: str, **cells: str) -> str:
    """A row under ``header``; cells by column name with the words joined by underscores are given as a dict."""
    columns = header.strip().split(",")
    return ",".join(_quoted(cells.get(column, "")) for column in columns) + "\n"


def google_2024(cells: dict[str, str]) -> str:
    return GOOGLE_2024_HEADER + google(GOOGLE_2024_HEADER, **cells)


def google_old(cells: dict[str, str]) -> str:
    return GOOGLE_OLD_HEADER + google(GOOGLE_OLD_HEADER, **cells)


RAPPORT = (
    "First Name,Last Name,Organization Title,Organization Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Birthday,Event 1 - Label,Event 1 - Value,Labels,Notes,Detail 1 - Label,Detail 1 - Value,"
    "How I Know Them,Walk of Life,Tie,Keep in Touch,Every so Many Months,Introduced By,Added On,Last Interaction,"
    "Archived,Do Not Contact\n"
    "Ana,'=Silva,Planner,Acme,work,ana@example.com,home,'+351912345678,1980-04-12,Wedding,--02-29,rail ::: fado,"
    '"'
    '=quoted\n=2",can offer,Two rooms,School,school,strong,key,7,Rui Costa,2026-01-02,2026-11-01,,\n'
    "Rui,Costa,,,,,,,,,,,,,,,,weak,,,,2026-01-02,,yes,\n"
)


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files, by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"]) + end


def linkedin(*rows: str, header: str = LINKEDIN_HEADER) -> bytes:
    """A Connections.csv with these rows below its preamble; the first of them is line 5."""
    return (LINKEDIN_PREAMBLE + header + "".join(f"{row}\n" for row in rows)).encode()


def read(content: str | bytes, context: ReadingContext = CONTEXT) -> list[Record]:
    """What the format that recognises ``content`` reads in it, without the text of rejected rows."""
    data = content.encode() if isinstance(content, str) else content
    found = look_into(data)
    return [without_raw(record) for record in found.format.read(found.source, context)]


def without_raw(record: Record) -> Record:
    """``record`` without its text, if it is one that cannot be read; that is tested on its own."""
    return replace(record, raw="", header="") if isinstance(record, Unreadable) else record


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set(',"\n') else cell
