"""Letters that stay on this machine."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client, override_settings

from accounts import mailbox
from accounts.models import User

AT_SEVEN = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture(autouse=True)
def _stays_here(settings: object, folder: Path) -> None:
    settings.MAIL_DIR = folder  # type: ignore[attr-defined]
    settings.MAIL_LEAVES_THIS_MACHINE = False  # type: ignore[attr-defined]


def letter(to: str, subject: str = "Two people today", text: str = "Thank Marisol.") -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(subject, text, "Rapport <rapport@localhost>", [to])
    message.attach_alternative("<p onclick='alert(1)'>Thank <b>Marisol</b>.</p>", "text/html")
    return message


def send(folder: Path, *messages: EmailMultiAlternatives, at: datetime = AT_SEVEN) -> None:
    """Write them as the file backend does: one file for what goes over one connection."""
    with time_machine.travel(at, tick=False):
        get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder)).send_messages(
            list(messages)
        )


def test_letters_are_the_readers_own_and_newest_first(folder: Path) -> None:
    send(folder, letter("alice@example.com", "Monday"), letter("mallory@example.com", "Not yours"))
    send(folder, letter("Alice <ALICE@example.com>", "Tuesday"), at=datetime(2026, 11, 24, 7, tzinfo=UTC))

    found = mailbox.letters_for("alice@example.com", folder=folder)

    assert [(one.subject, one.sender, one.text.strip(), one.sent_at) for one in found] == [
        ("Tuesday", "Rapport <rapport@localhost>", "Thank Marisol.", datetime(2026, 11, 24, 7, tzinfo=UTC)),
        ("Monday", "Rapport <rapport@localhost>", "Thank Marisol.", AT_SEVEN),
    ]


def test_a_letter_is_found_again_by_its_key(folder: Path) -> None:
    send(folder, letter("mallory@example.com"), letter("alice@example.com", "Second in its file"))
    [found] = mailbox.letters_for("alice@example.com", folder=folder)

    assert mailbox.letter_for("alice@example.com", found.key, folder=folder) == found


def test_a_line_of_dashes_in_a_letter_is_not_its_end(folder: Path) -> None:
    """Someone's note could otherwise pass itself off as a letter to somebody else."""
    forged = "Hello\n" + "-" * 79 + "\nTo: mallory@example.com\nSubject: leaked\n\nsecret"
    send(folder, letter("alice@example.com", text=forged), letter("mallory@example.com", "After it"))

    hers, his = (mailbox.letters_for(f"{name}@example.com", folder=folder) for name in ("alice", "mallory"))

    assert [one.text.strip() for one in hers] == [forged]
    assert [one.subject for one in his] == ["After it"]


def test_odd_letters_are_read_as_far_as_they_go(folder: Path) -> None:
    folder.mkdir()
    end = "\n" + "-" * 79 + "\n"
    (folder / "odd.log").write_bytes(
        (
            f"To: alice@example.com\nContent-Type: text/html\n\n<p>Only HTML</p>{end}"
            f"To: alice@example.com\nDate: Mon, 23 Nov 2026 07:00:00 -0000\n\nplain{end}"
            f"To: alice@example.com\nDate: yesterday\nContent-Type: text/plain; charset=klingon\n\nplain{end}"
            f"Subject: to nobody\n\nplain{end}"
            f"To: alice@example.com\n\nhalf a letter, still being written"
        ).encode()
    )

    found = mailbox.letters_for("alice@example.com", folder=folder)

    assert [(one.key, one.subject, one.sent_at, one.text) for one in found] == [
        ("odd-1", "", AT_SEVEN, "plain"),
        ("odd-2", "", None, "plain"),
        ("odd-0", "", None, ""),
    ]


def test_a_hundred_letters_are_enough(folder: Path) -> None:
    send(folder, *[letter("alice@example.com") for _ in range(60)])
    send(folder, *[letter("alice@example.com") for _ in range(60)], at=datetime(2026, 11, 24, 7, tzinfo=UTC))
    send(folder, letter("alice@example.com", "Too old"), at=datetime(2026, 11, 22, 7, tzinfo=UTC))

    found = mailbox.letters_for("alice@example.com", folder=folder)

    assert len(found) == 100
    assert "Too old" not in {one.subject for one in found}


def test_no_folder_is_no_letter(folder: Path) -> None:
    assert mailbox.letters_for("alice@example.com", folder=folder) == []
    with pytest.raises(mailbox.NoSuchLetterError):
        mailbox.letter_for("alice@example.com", "any-0", folder=folder)


# --- The pages --------------------------------------------------------------------------------------------------------


def test_the_list_leads_to_the_letter_as_text(alices: Client, alice: User, folder: Path) -> None:
    send(folder, letter(alice.email, text="See http://localhost:8000/d/abc and <b>thank</b> Marisol."))
    [found] = mailbox.letters_for(alice.email, folder=folder)

    page = alices.get("/settings/mail/").content.decode()
    one = alices.get(f"/settings/mail/{found.key}/").content.decode()

    assert f'href="/settings/mail/{found.key}/"' in page
    assert "Two people today" in page
    assert "Monday 23 November 2026 at 07:00" in page
    assert '<a href="http://localhost:8000/d/abc"' in one
    assert "&lt;b&gt;thank&lt;/b&gt; Marisol." in one
    assert "onclick" not in one


def test_an_empty_list_says_what_will_come(alices: Client) -> None:
    assert "No letter yet" in alices.get("/settings/mail/").content.decode()


def test_somebody_elses_letter_is_not_there(mallorys: Client, alice: User, folder: Path) -> None:
    send(folder, letter(alice.email))
    [found] = mailbox.letters_for(alice.email, folder=folder)

    page = mallorys.get("/settings/mail/")
    one = mallorys.get(f"/settings/mail/{found.key}/")

    assert "Two people today" not in page.content.decode()
    assert one.status_code == 404


@pytest.mark.parametrize("key", ["nothing", "nothing-0", "..%2F..%2Fsecret_key-0", "secret_key-0", "-", "-0"])
def test_a_key_that_is_no_letter_is_not_there(key: str, alices: Client, folder: Path) -> None:
    (folder.parent / "secret_key").write_text("To: alice@example.com\n\nsecret")

    assert alices.get(f"/settings/mail/{key}/").status_code == 404


def test_where_mail_goes_out_the_page_says_so(alices: Client, alice: User, folder: Path) -> None:
    send(folder, letter(alice.email))
    [found] = mailbox.letters_for(alice.email, folder=folder)

    with override_settings(MAIL_LEAVES_THIS_MACHINE=True):
        page = alices.get("/settings/mail/").content.decode()
        one = alices.get(f"/settings/mail/{found.key}/")

    assert "Your letters are in your mailbox" in page
    assert "Two people today" not in page
    assert one.status_code == 404
