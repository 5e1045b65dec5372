"""A company in the middle of its day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import complaints as factory
from tests.factories.complaints import Company
from webapp.kernel import clock


@pytest.fixture
def company(inside: Flask) -> Iterator[Company]:
    """A company on the evening of Thursday 19 November 2026."""
    with clock.at(factory.NOW):
        yield factory.a_company()
