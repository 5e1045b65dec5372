"""What every test may use. Nothing here reaches the network; databases are thrown away."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from tests import serving, sharing
from tests.databases import ON_POSTGRESQL, Databases, open_databases, start_postgresql
from tests.once import once

SignIn = Callable[..., FlaskClient]
Act = Callable[[], AbstractContextManager[None]]
_stop_server: list[Callable[[], None]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once, in the process that the workers come from."""
    if ON_POSTGRESQL and not hasattr(config, "workerinput"):
        _stop_server.append(start_postgresql())


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect tests without collecting garbage; what stands then stands to the end and is not walked through again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    """Throw the server away."""
    while _stop_server:
        _stop_server.pop()()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; on PostgreSQL leave out what opens no database: to it all databases are the same."""
    sharing.longest_first(items)
    if ON_POSTGRESQL:
        without = [one for one in items if "databases" not in getattr(one, "fixturenames", ())]
        config.hook.pytest_deselected(items=without)
        items[:] = [one for one in items if "databases" in getattr(one, "fixturenames", ())]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Share the tests out by `sharing`, where groups are asked for."""
    return sharing.scheduling(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI counts on it, a skipped browser test is a failed one (PostgreSQL ones never skip)."""
    report = yield
    if report.skipped and os.environ.get("CI") and item.get_closest_marker("browser"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this process among parallel ones."""
    return getattr(request.config, "workerinput", {}).get("workerid", "alone")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """The databases of this process."""
    return open_databases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def demo_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key of the run: each process reads what another one sealed."""
    from webapp import config

    def make(folder: Path) -> None:
        config.read({"KANGYUE_DEMO": "1", "KANGYUE_STATE": str(folder)})

    return once(tmp_path_factory, "key", make) / "demo.key"


@pytest.fixture(scope="session")
def house(
    databases: Databases, worker: str, demo_key: Path, tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    """The application, built once per process. Tests ask for `app`."""
    from webapp import config
    from webapp.accounts.services import passwords
    from webapp.app import create_app

    os.environ["KANGYUE_DEMO"] = "1"
    os.environ["KANGYUE_STATE"] = str(tmp_path_factory.mktemp("state"))
    shutil.copy(demo_key, os.environ["KANGYUE_STATE"])
    os.environ["KANGYUE_BASE_URL"] = "http://localhost"
    os.environ["KANGYUE_DATABASE_URL"] = databases.url(f"house_{worker}")
    config.current.cache_clear()
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    app = create_app()
    app.testing = True
    return app


@pytest.fixture(scope="session")
def house_template(house: Flask, databases: Databases, worker: str) -> str:
    """An empty database with all tables."""

    def fill(url: str) -> None:
        import sqlalchemy

        from webapp.kernel.db import Model, prepare_engine

        engine = sqlalchemy.create_engine(url)
        prepare_engine(engine)
        Model.metadata.create_all(engine)
        engine.dispose()

    return databases.template(f"house_template_{worker}", fill, empty=True)


@pytest.fixture
def app(house: Flask, house_template: str, databases: Databases) -> Iterator[Flask]:
    """The application on an empty database of its own. No context is pushed."""
    databases.renew(house.config["SQLALCHEMY_DATABASE_URI"], house_template)
    yield house
    from webapp.kernel.db import db

    with house.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def seeded(databases: Databases, demo_key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder, made once for all parallel processes, as `make demo` does."""

    def make(folder: Path) -> None:
        shutil.copy(demo_key, folder)
        if ON_POSTGRESQL:
            databases.template("living", lambda url: _lived_in(folder, url))
        else:
            _lived_in(folder)

    return once(tmp_path_factory, "demo", make)


def _lived_in(folder: Path, database_url: str = "") -> None:
    serving.seed(folder, database_url)
    serving.settle(folder, database_url)


@pytest.fixture(scope="session")
def living_template(house: Flask, seeded: Path, databases: Databases) -> str:
    """The demo's database; its list of sign-ins is put where the application looks for it."""
    shutil.copy(seeded / "demo.json", os.environ["KANGYUE_STATE"])
    return databases.url("living") if ON_POSTGRESQL else f"sqlite:///{seeded}/kangyue.sqlite3"


@pytest.fixture
def living(house: Flask, living_template: str, databases: Databases) -> Iterator[Flask]:
    """The application on a copy of the demo's database."""
    databases.renew(house.config["SQLALCHEMY_DATABASE_URI"], living_template)
    yield house
    from webapp.kernel.db import db

    with house.app_context():
        db.engine.dispose()


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """A pushed context and an open write transaction, thrown away at the end: for services' tests."""
    from webapp.kernel import transaction
    from webapp.kernel.db import db

    with app.app_context():
        token = transaction._mode.set("write")
        yield app
        db.session.rollback()
        transaction._mode.reset(token)


@pytest.fixture
def act(app: Flask) -> Act:
    """`with act(): …` is one committed deed: for tests that also ask for pages."""
    from webapp.kernel import transaction

    @contextmanager
    def one_deed() -> Iterator[None]:
        with app.app_context(), transaction.unit_of_work():
            yield

    return one_deed


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in to; it sends what our own pages send."""
    return new_client(app)


def new_client(app: Flask) -> FlaskClient:
    """Give one more browser."""
    browser = app.test_client()
    browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return browser


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """`sign_in(client, account)` opens a session for an account (a row or its id)."""
    return lambda browser, account: enter(app, browser, account)


def enter(app: Flask, browser: FlaskClient, account: object) -> FlaskClient:
    """Open a session in `browser` for an account."""
    from webapp.accounts import services
    from webapp.accounts.models import Account
    from webapp.kernel.db import db

    account_id = account if isinstance(account, str) else account.id  # type: ignore[attr-defined]
    with app.app_context(), _writing():
        token = services.start_session(account=db.session.get_one(Account, account_id), device="test")
        db.session.commit()
    with browser.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    return browser


@contextmanager
def _writing() -> Iterator[None]:
    from webapp.kernel import transaction

    token = transaction._mode.set("write")
    yield
    transaction._mode.reset(token)
