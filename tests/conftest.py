"""Who is in every test: Alice, who owns things, and Mallory, who must never see them."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory

MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    """Rows of one test have the ids of another's, and the cache would take them for the same."""
    cache.clear()


@pytest.fixture
def alice(db: None) -> User:
    """The owner, in Lisbon (UTC in winter), where there is no holiday between 2 November and 1 December."""
    return UserFactory.create(email="alice@example.com", name="Alice Almeida", timezone="Europe/Lisbon", country="PT")


@pytest.fixture
def mallory(db: None) -> User:
    """The stranger."""
    return UserFactory.create(email="mallory@example.com", name="Mallory Moss")


@pytest.fixture
def alices(alice: User) -> Client:
    """A browser in which Alice is signed in."""
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def mallorys(mallory: User) -> Client:
    """A browser in which Mallory is signed in."""
    client = Client()
    client.force_login(mallory)
    return client
