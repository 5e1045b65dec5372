"""What every test may use. Nothing here reaches the network; databases are thrown away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.databases import ON_POSTGRESQL, Databases, open_databases, start_postgresql

_stop_server: list[Callable[[], None]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once, in the process that the workers come from."""
    if ON_POSTGRESQL and not hasattr(config, "workerinput"):
        _stop_server.append(start_postgresql())


def pytest_unconfigure() -> None:
    """Throw the server away."""
    while _stop_server:
        _stop_server.pop()()


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this process among parallel ones."""
    return getattr(request.config, "workerinput", {}).get("workerid", "alone")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """The databases of this process."""
    return open_databases(tmp_path_factory.mktemp("databases"))
