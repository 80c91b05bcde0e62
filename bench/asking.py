"""A browser's side of a page: kept connections, a session cookie, and a clock."""

import gzip
import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle

CONNECTIONS = 4
"""So many that both workers have some."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how long it took to the last byte."""

    seconds: float
    body: bytes
    """Unpacked."""
    gzip_bytes: int
    """As it came over the wire, or would have through a proxy that packs."""
    queries: int


class Browser:
    """Signed in with the cookie ``session``; takes its connections in turn."""

    def __init__(self, port: int, session: str) -> None:
        self._connections = cycle([http.client.HTTPConnection("127.0.0.1", port) for _ in range(CONNECTIONS)])
        self._headers = {"Accept-Encoding": "gzip", "Cookie": session, "Host": f"localhost:{port}"}

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for ``path``. Raises ``RuntimeError`` unless it is there."""
        connection = next(self._connections)
        headers = {**self._headers, **(headers or {})}
        # The server closes what was idle for two seconds. Connecting is not measured either way.
        if connection.sock is None or not _is_open(connection):
            connection.close()
            connection.connect()
        begun = time.perf_counter()
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
        except http.client.RemoteDisconnected:
            # It hung up in the very moment we asked; asking once more is what a browser does.
            connection.close()
            connection.connect()
            begun = time.perf_counter()
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
        wire = response.read()
        seconds = time.perf_counter() - begun
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status} {response.getheader('Location', '')}")
        is_packed = response.getheader("Content-Encoding") == "gzip"
        body = gzip.decompress(wire) if is_packed else wire
        return Answer(
            seconds=seconds,
            body=body,
            gzip_bytes=len(wire if is_packed else gzip.compress(wire, 6)),
            queries=int(response.getheader("X-Queries", "0")),
        )


def _is_open(connection: http.client.HTTPConnection) -> bool:
    """Whether the other side has not hung up: there is nothing to read, as nothing was asked."""
    connection.sock.setblocking(False)
    try:
        return connection.sock.recv(1) != b""
    except BlockingIOError:
        return True
    finally:
        connection.sock.setblocking(True)
