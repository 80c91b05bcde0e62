"""It is Monday morning for all pages about the network."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.conftest import MORNING


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield
