from __future__ import annotations

from collections import Counter

from webapp.accounts.rules import Role
from webapp.seed.organisation import DESKS, WORDS

_ON_STANDBY = "wei"


class TestStaff:
    def test_every_branch_with_clients_keeps_a_reviewer_while_one_is_on_standby(self) -> None:
        serving = Counter(
            row["branch"]
            for row in WORDS["staff"]
            if row["role"] == Role.HEALTH_MANAGER and row["username"] != _ON_STANDBY
        )
        assert all(serving[row["branch"]] for row in WORDS["clients"])

    def test_every_institution_has_a_desk_one_can_be(self) -> None:
        assert set(DESKS) == {row["code"] for row in WORDS["institutions"]}
