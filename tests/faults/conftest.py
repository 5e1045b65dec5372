"""A server on a copy of the demo, a proxy before it, and a phone that may die: for the rig's short slice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests import serving
from tests.faults.device import Phone
from tests.faults.proxy import Proxy, between
from tests.journeys.conftest import server  # noqa: F401 - a fixture
from tests.serving import Server

SEED = 20261122


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:  # noqa: F811
    """A network that is whole until a trial says otherwise."""
    with between(serving.free_port(), int(server.address.rpartition(":")[2]), SEED) as running:
        yield running


@pytest.fixture
def phone(playwright: Playwright, proxy: Proxy, tmp_path: Path) -> Phone:
    """A new phone behind that network."""
    return Phone(playwright, tmp_path, proxy.address)
