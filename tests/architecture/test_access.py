"""Who may enter where, as a golden list: a changed door shows in the review.

Write the list anew with `python -m tests.architecture.access`.
"""

from __future__ import annotations

from flask import Flask

from tests.architecture import access


class TestAccess:
    def test_every_door_is_as_the_list_says(self, house: Flask) -> None:
        known, real = access.listed(), access.table(house)
        assert {"only in the list": sorted(known - real), "not in the list": sorted(real - known)} == {
            "only in the list": [],
            "not in the list": [],
        }, "look at the doors, then run: python -m tests.architecture.access"
