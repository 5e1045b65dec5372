"""What the tables of the room refuse by themselves."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories.complaints import Company, a_case, a_complaint, by_handler
from webapp.complaints import services
from webapp.complaints.models import CaseEvent
from webapp.complaints.rules.states import State
from webapp.kernel.db import db


class TestWords:
    """A column that holds a word of the rules refuses every other word in the database itself."""

    @pytest.mark.parametrize(
        ("table", "column"),
        [
            ("complaint_case", "state"),
            ("complaint_case", "state_before_waiting"),
            ("complaint_case", "category"),
            ("complaint_case", "decline_reason"),
            ("complaint_case", "language"),
            ("complaint_respondent", "outcome"),
            ("complaint_respondent", "severity"),
            ("complaint_respondent", "measure"),
            ("complaint_clock", "kind"),
            ("complaint_message", "language"),
        ],
    )
    def test_the_database_refuses_a_word_nobody_knows(
        self, company: Company, table: str, column: str
    ) -> None:
        services.ask_client(**by_handler(company, a_case(company, State.INVESTIGATING)), question="When?")
        db.session.flush()
        with pytest.raises(IntegrityError, match=rf"ck_{table}_(\w+_with_)?{column}\b"):
            db.session.connection().exec_driver_sql(f"UPDATE {table} SET {column} = 'WEATHER'")

    @pytest.mark.parametrize("column", ["action", "actor_kind", "state_before", "state_after"])
    def test_nor_does_the_story_take_one(self, company: Company, column: str) -> None:
        case = a_complaint(company)
        known = {"action": "TAKE", "actor_kind": "ELIGIBLE", "state_before": "SUBMITTED"}
        words = known | {"state_after": "SUBMITTED", column: "WEATHER"}
        odd = CaseEvent(branch_id=case.branch_id, case_id=case.id, version=9, rule="T1", **words)
        db.session.add(odd)
        with pytest.raises(IntegrityError, match=rf"ck_complaint_event_{column}\b"):
            db.session.flush()
