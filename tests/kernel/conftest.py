"""The kernel alone: an application without rooms on a database with the kernel's tables."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.databases import Databases
from webapp.kernel import audit, crypto, idempotency, jobs, limits  # noqa: F401 - their tables
from webapp.kernel.db import db, prepare_engine
from webapp.kernel.transaction import Application

RING = ",".join(
    f"{name}:{base64.b64encode(bytes([n] * 32)).decode()}" for n, name in enumerate(("index", "k1"), 1)
)


def build(url: str) -> Flask:
    """Give an application of the kernel alone on the database at `url`."""
    app = Application("kernel")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="kernel", TESTING=True)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    return app


def create_tables(url: str) -> None:
    """Create all tables known in this process, triggers included, in the database at `url`."""
    app = build(url)
    with app.app_context():
        db.metadata.create_all(db.engine)
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _key_ring() -> Iterator[None]:
    before = crypto.keys._ring
    crypto.use(crypto.KeyRing.parse(RING))
    yield
    crypto.keys._ring = before


@pytest.fixture(scope="session")
def kernel_template(databases: Databases, worker: str) -> str:
    return databases.template(f"kernel_template_{worker}", create_tables)


@pytest.fixture
def kernel(databases: Databases, kernel_template: str, worker: str) -> Iterator[Flask]:
    """An application of the kernel alone, its database empty."""
    url = databases.url(f"kernel_{worker}")
    databases.renew(url, kernel_template)
    app = build(url)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def inside(kernel: Flask) -> Iterator[Flask]:
    """The same, with its context pushed: for tests without requests."""
    with kernel.app_context():
        yield kernel
