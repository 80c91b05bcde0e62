"""LinkedIn's whole export as it is in the wild: Alice Moreau's, small."""

import csv
import io

from tests.contacts.importing import samples
from tests.contacts.importing.samples import zipped

ME = "https://www.linkedin.com/in/alice-moreau"
MARISOL = "https://www.linkedin.com/in/marisol"
WEI = "https://www.linkedin.com/in/weiz"
HANA = "https://www.linkedin.com/in/hana-sato"
RUI = "https://www.linkedin.com/in/rui-dias"
SELLER = "https://www.linkedin.com/in/best-offers"
NAMES = {ME: "Alice Moreau", MARISOL: "Marisol Ibáñez", WEI: "Wei Zhang", HANA: "Hana Sato", RUI: "Rui Dias",
         SELLER: "Best Offers", "": "LinkedIn Member"}  # fmt: skip

CONNECTIONS = (
    samples.LINKEDIN_PREAMBLE
    + samples.LINKEDIN_HEADER
    + samples.LINKEDIN_ROW
    + f"Wei,Zhang,{WEI},,Acme,Director,01 Dec 2025\n"
    + f"Hana,Sato,{HANA},,Globex,,12 Jan 2024\n"
    + samples.LINKEDIN_HIDDEN
)
MESSAGES_HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
MESSAGES_HEADER_NEW = f"{MESSAGES_HEADER},ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
INVITATIONS_HEADER = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
NOTES_HEADER = "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On"
JOBS_HEADER = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers"
)
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\nAlice,Moreau,,,,Rail planner,,,,,,,\n"
)


def row(*cells: str) -> str:
    """One row of a CSV, quoted where it has to be."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def table(header: str, *rows: str) -> str:
    """Rows below their header."""
    return "".join([f"{header}\n", *rows])


def message(
    talk: str, sender: str, to: str | tuple[str, ...], at: str, text: str, *, subject: str = "", draft: str = "No",
    attachments: str = "", title: str = "",
) -> str:  # fmt: skip
    """A row of messages.csv in the columns of today; people by their profile URL."""
    urls = (to,) if isinstance(to, str) else to
    names = ",".join(NAMES.get(url, "") for url in urls)
    return row(talk, title, NAMES.get(sender, ""), sender, names, ",".join(urls), f"{at} UTC", subject, text, "INBOX",
               attachments, draft, "No")  # fmt: skip


MESSAGES = table(
    MESSAGES_HEADER_NEW,
    message("2-c1", MARISOL, ME, "2026-03-02 09:15:00", "Gladly, Tuesday at four?"),
    message("2-c1", ME, MARISOL, "2026-03-02 09:00:00", "Thank you for Friday.\n\nCould we talk about rail freight?"),
    # In Lisbon it is one hour later in summer: the second of these is a message of the next day.
    message("2-c1", ME, MARISOL, "2026-07-01 22:59:00", "See you then"),
    message("2-c1", ME, MARISOL, "2026-07-01 23:01:00", "", attachments="https://www.linkedin.com/dms/1"),
    message("2-c1", ME, MARISOL, "2026-07-02 10:00:00", "Not yet", draft="Yes"),
    message("2-g1", WEI, (ME, HANA, RUI), "2026-04-05 10:00:00", "Shall we meet in Lyon?", title="Rail people"),
    message("2-g1", ME, (WEI, HANA, RUI), "2026-04-05 11:00:00", "With pleasure", title="Rail people"),
    message("2-c2", RUI, ME, "2026-05-01 10:00:00", "Would you be free?", subject="A position"),
    message("2-c2", ME, RUI, "2026-05-03 10:00:00", "I would."),
    message("2-c3", SELLER, ME, "2026-05-02 10:00:00", '<p class="spinmail">Buy<br>now &amp; save</p>', subject="Sale"),
    message("2-c4", "", ME, "2020-05-02 10:00:00", "Hello"),
)
INVITATIONS = table(
    INVITATIONS_HEADER,
    row("Alice Moreau", "Ana Silva", "1/29/26, 2:37 PM", "Your talk on depots was a joy", "OUTGOING", ME,
        "https://www.linkedin.com/in/ana-silva"),
    row("Alice Moreau", "Hana Sato", "1/10/24, 8:05 AM", "", "OUTGOING", ME, HANA),
    row("Eager Seller", "Alice Moreau", "2/1/26, 9:00 AM", "Let us connect", "INCOMING",
        "https://www.linkedin.com/in/eager", ME),
)  # fmt: skip
NOTES = table(NOTES_HEADER, row("Wei", "Zhang", WEI, "Knows everybody at Acme", "2/3/26, 4:00 PM", "2/4/26, 4:00 PM"))
JOBS = table(
    JOBS_HEADER,
    row("3/5/26, 10:11 AM", "alice@example.com", "+351900000000", "Northwind", "Rail Planner",
        "https://www.linkedin.com/jobs/view/1", "alice.pdf", "Are you free to travel?:Yes"),
    row("3/6/26, 10:11 AM", "alice@example.com", "", "Globex", "Buyer", "https://www.linkedin.com/jobs/view/2", "", ""),
    row("3/7/26, 10:11 AM", "alice@example.com", "", "Northwind, Inc.", "Depot Lead",
        "https://www.linkedin.com/jobs/view/3", "", ""),
)  # fmt: skip

_FILES = {
    "connections": ("Connections.csv", CONNECTIONS),
    "messages": ("messages.csv", MESSAGES),
    "invitations": ("Invitations.csv", INVITATIONS),
    "notes": ("Notes.csv", NOTES),
    "jobs": ("Jobs/Job Applications.csv", JOBS),
    "profile": ("Profile.csv", PROFILE),
}


def archive(**files: str | None) -> bytes:
    """The zip; ``messages=None`` leaves that file out, a text stands in for it."""
    held = {name: files.get(part, text) for part, (name, text) in _FILES.items()}
    members: dict[str, str | bytes] = {name: text for name, text in held.items() if text is not None}
    members["Rich_Media/1.jpg"] = b"\xff\xd8\xff\xe0\x00\x10JFIF"
    members["Ad_Targeting.csv"] = "Member Age,Company Names\n30,x\n"
    return zipped(members)
