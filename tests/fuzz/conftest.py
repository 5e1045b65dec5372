"""A browser for each role whose writes are all taken back: the living database stays as it was."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.fuzz.filled import fill
from webapp.kernel import transaction
from webapp.kernel.db import db


@pytest.fixture
def unchanged(living: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The living house, with files in it; every commit does its checks and last writes, then rolls back."""
    with living.app_context():
        fill()

    def check_and_take_back() -> None:
        db.session.flush()
        for act in transaction._before_commit:
            act()
        db.session.rollback()

    monkeypatch.setattr(transaction, "commit", check_and_take_back)
    return living
