"""What the bench serves: Rapport as it is, and each floor behind its own middleware, in one process."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup(set_prefix=False)

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - wants the settings
from django.db import connection  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from bench.floors import MIDDLEWARE  # noqa: E402


def _behind(middleware: tuple[str, ...]) -> WSGIHandler:
    with override_settings(MIDDLEWARE=middleware):
        return WSGIHandler()


_rapport = WSGIHandler()
_floors = {path: _behind(middleware) for path, middleware in MIDDLEWARE.items()}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer; a request that asks ``X-Count-Queries`` also learns how many it took."""
    handler = _floors.get(environ["PATH_INFO"], _rapport)
    if "HTTP_X_COUNT_QUERIES" not in environ:
        return handler(environ, start_response)
    asked: list[str] = []

    def counting(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(len(asked)))], *rest)

    with connection.execute_wrapper(counting):
        return handler(environ, start)


# How the bench knows its workers: each is a file named after its process.
_workers = settings.DATA_DIR / "workers"
_workers.mkdir(exist_ok=True)
(_workers / str(os.getpid())).touch()
