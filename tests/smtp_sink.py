"""A mail server on a free port, over real sockets, that says what a test scripts and keeps what it takes.

with SmtpSink(replies=["451 Try again in a minute", OK, Drop.AFTER_DOT]) as sink:
    ...  # settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    assert [letter["Subject"] for letter in sink.letters] == [...]
"""

import asyncio
import socket
from collections.abc import Callable, Iterable
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from threading import Lock
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 Taken"


class Drop(Enum):
    """Where the server hangs up without a word."""

    AT_RCPT = "at rcpt"
    MID_DATA = "mid data"
    """Before it took the letter."""
    AFTER_DOT = "after dot"
    """When it had taken the letter, before it said so."""


Reply = str | Drop
"""What becomes of one letter: the server's line after DATA, "RCPT 550 …" for one at RCPT, or a drop."""


class SmtpSink:
    """Answers the n-th letter handed in with the n-th of ``replies``, every later one with ``OK``.

    ``script`` may decide instead from the letter's place in the order. ``letters`` holds what was taken, in order.
    """

    host = "127.0.0.1"

    def __init__(self, replies: Iterable[Reply] = (), *, script: Callable[[int], Reply] | None = None) -> None:
        scripted = list(replies)
        self._script = script or (lambda place: scripted[place] if place < len(scripted) else OK)
        self._lock = Lock()
        self.handed_in = 0
        self.connections = 0
        self.letters: list[EmailMessage] = []
        self._controller = _Controller(self, hostname=self.host, port=0)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        """Where it listens."""
        server = self._controller.server
        assert isinstance(server, asyncio.Server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """As ``EMAIL_URL``."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def message_ids(self) -> list[str]:
        """Of what was taken, in order."""
        return [str(letter["Message-ID"]) for letter in self.letters]

    def next_reply(self) -> Reply:
        """What becomes of the letter that is being handed in."""
        with self._lock:
            reply = self._script(self.handed_in)
            self.handed_in += 1
            return reply

    def keep(self, content: bytes) -> None:
        """Take a letter."""
        letter = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        with self._lock:
            self.letters.append(letter)


class _Controller(Controller):
    def __init__(self, sink: SmtpSink, **options: Any) -> None:
        super().__init__(_Handler(sink), ready_timeout=10, **options)
        self._sink = sink

    def factory(self) -> SMTP:
        self._sink.connections += 1
        return _Server(self.handler, sink=self._sink, hostname="sink.test")

    def _trigger_server(self) -> None:
        """Knock once to see that it answers; the base class would knock at the port it was told, which is 0."""
        with socket.create_connection((self._sink.host, self._sink.port), timeout=5) as line:
            line.recv(1024)
        self._sink.connections = 0


class _Server(SMTP):
    """An aiosmtpd server that can hang up in the middle of a letter."""

    def __init__(self, handler: Any, *, sink: SmtpSink, **options: Any) -> None:
        super().__init__(handler, **options)
        self._sink = sink

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - the name is the protocol's
        if self.envelope.reply is Drop.MID_DATA:  # type: ignore[union-attr]
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            _hang_up(self)
            return
        await super().smtp_DATA(arg)


def _hang_up(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.abort()  # type: ignore[attr-defined]  # a socket's transport can


class _Handler:
    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,  # noqa: ARG002 - aiosmtpd's
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002
    ) -> str:
        reply = self._sink.next_reply()
        envelope.reply = reply  # type: ignore[attr-defined]
        if reply is Drop.AT_RCPT:
            _hang_up(server)
            return ""
        if isinstance(reply, str) and reply.startswith("RCPT "):
            return reply.removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        reply: Reply = envelope.reply  # type: ignore[attr-defined]
        content = envelope.content or b""
        if reply is Drop.AFTER_DOT:
            self._sink.keep(content if isinstance(content, bytes) else content.encode())
            _hang_up(server)
            await asyncio.sleep(0)
            return ""
        if isinstance(reply, str) and reply.startswith("2"):
            self._sink.keep(content if isinstance(content, bytes) else content.encode())
        return str(reply)
