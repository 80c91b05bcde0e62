from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.smtp_sink import SmtpSink


@pytest.fixture
def sink(settings: Settings) -> Iterator[SmtpSink]:
    """A mail server that takes everything, and Rapport told to use it."""
    with SmtpSink() as server:
        use_sink(settings, server)
        yield server


def use_sink(settings: Settings, server: SmtpSink) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
    settings.EMAIL_TIMEOUT = 5
