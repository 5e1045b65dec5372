from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.factories import company
from webapp.accounts.rules import Role
from webapp.clients.models import Client
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.records import queries, rules, services
from webapp.records.models import AccessEntry
from webapp.toolbox.words import Bilingual

pytestmark = pytest.mark.usefixtures("inside")


def measure(client: Client, day: int, value: str, code: str = "weight") -> None:
    services.record_measurement(
        client_id=client.id,
        branch_id=client.branch_id,
        code=code,
        value=Decimal(value),
        unit="kg",
        taken_at=datetime(2026, 11, day, tzinfo=UTC),
        source="EXAM",
    )


class TestMeasurement:
    def test_the_newest_of_each_code_is_given_to_the_last_digit(self) -> None:
        client, other = (company.a_client(company.a_branch()) for _ in range(2))
        measure(client, 20, "74.50")
        measure(client, 10, "76.00")
        measure(other, 21, "60.00")
        db.session.flush()
        found = queries.latest(client_id=client.id, codes=["weight", "waist"])
        assert {code: str(one.value) for code, one in found.items()} == {"weight": "74.50"}


class TestTimeline:
    def test_it_is_one_line_a_deed_newest_first_and_paged(self) -> None:
        client = company.a_client(company.a_branch())
        for day in (1, 3, 2):
            services.file_entry(
                client_id=client.id,
                branch_id=client.branch_id,
                kind="EXAM",
                title=Bilingual(zh="体检", en=f"Day {day}"),
                at=datetime(2026, 11, day, tzinfo=UTC),
            )
        db.session.flush()
        first = queries.timeline(client_id=client.id, size=2)
        rest = queries.timeline(client_id=client.id, size=2, after=first.after)
        assert [one.title_en for one in [*first.rows, *rest.rows]] == ["Day 3", "Day 2", "Day 1"]


class TestNoteAccess:
    def test_somebody_else_s_look_is_noted_and_the_own_is_not(self) -> None:
        branch = company.a_branch()
        client, staff = company.a_client(branch), company.somebody(branch)
        for account_id in (client.account_id or "", staff.account_id):
            services.note_access(client_id=client.id, account_id=account_id, what="card")
        db.session.flush()
        assert [one.account_id for one in queries.access_log(client_id=client.id).rows] == [staff.account_id]

    def test_what_was_noted_can_be_neither_changed_nor_deleted(self) -> None:
        branch = company.a_branch()
        client, staff = company.a_client(branch), company.somebody(branch)
        services.note_access(client_id=client.id, account_id=staff.account_id, what="card")
        db.session.flush()
        with pytest.raises(Exception, match="access_entry"):
            db.session.query(AccessEntry).update({"what": "nothing"})


class TestOpenWithReason:
    def test_a_look_of_another_kind_is_no_reason(self) -> None:
        client = company.a_client(company.a_branch())
        admin = company.somebody(company.headquarters(), Role.HQ_ADMIN)
        who = {"client_id": client.id, "account_id": admin.account_id}
        services.note_access(**who, what="card")
        assert not queries.may_read_now(**who)
        services.open_with_reason(**who, reason="Question about the plan")
        assert queries.may_read_now(**who)

    def test_a_reason_holds_for_half_an_hour(self) -> None:
        now = clock.now()
        assert rules.still_holds(now - rules.REASON_HOLDS + timedelta(seconds=1), now)
        assert not rules.still_holds(now - rules.REASON_HOLDS, now)

    def test_no_reason_opens_nothing(self) -> None:
        client = company.a_client(company.a_branch())
        with pytest.raises(services.ReasonNeeded):
            services.open_with_reason(client_id=client.id, account_id="", reason="\u200b" * 20)
        with pytest.raises(services.ReasonNeeded):
            services.open_with_reason(client_id=client.id, account_id="", reason="  a  ")
