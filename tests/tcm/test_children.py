"""The six visits of small children: due by age, recorded by the people who visit, counted for the year (T2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Act
from tests.listening import listening
from tests.questionnaires.desk.conftest import in_english
from tests.tcm.test_views import Village, person, village
from webapp.clients import queries as clients
from webapp.kernel import clock
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires import services
from webapp.questionnaires.models import Response
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.entry import enter
from webapp.tcm import queries
from webapp.tcm.rules import children
from webapp.tcm.rules.children import State
from webapp.toolbox.signature import Signature, Signer

__all__ = ["village"]

LIST = "/desk/tcm/children"


def months_ago(months: int) -> date:
    """Give the birth date of somebody who is so many months old today."""
    day = clock.today()
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def told(form: Definition, month: str) -> dict[str, list[Any]]:
    """Give the answers of a whole visit record."""
    words = {
        "visit": month,
        "visit-date": "2026-05-04",
        "consent": "true",
        "taught-infant": "diet",
        "given": "Regular meals",
        "next-visit": "2026-11-04",
    }
    return {one: list(enter(form, form.index[one], [text]).values) for one, text in words.items()}


def visited(client_id: str, branch_id: str, month: str) -> Response:
    """Enter the record of a visit as staff do."""
    who = {"client_id": client_id, "code": "child_tcm"}
    filling = services.begin_paper(**who, branch_id=branch_id, actor_id="staff", agrees=True)
    services.save_answers(**who, values=told(filling.definition, month), revision=filling.revision)
    name = Signature(Signer.STAFF, "Meng Xiao")
    return services.submit(**who, signature=name, actor_id="staff", by_client=False)


class TestVisits:
    @pytest.mark.parametrize(
        ("born", "day", "months"),
        [
            (date(2026, 1, 15), date(2026, 7, 14), 5),
            (date(2026, 1, 15), date(2026, 7, 15), 6),
            (date(2023, 11, 22), date(2026, 11, 22), 36),
        ],
    )
    def test_an_age_is_counted_in_completed_months(self, born: date, day: date, months: int) -> None:
        assert children.months_on(born, day) == months

    @pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 3, 31), date(2028, 2, 29)])
    def test_the_list_holds_whoever_has_not_completed_37_months(self, day: date) -> None:
        first = children.born_since(day)
        assert children.months_on(first, day) == 36
        assert children.months_on(date.fromordinal(first.toordinal() - 1), day) == 37

    def test_due_is_the_last_age_that_was_reached_and_what_lies_before_was_missed(self) -> None:
        states = [one.state for one in children.visits(19, {12})]
        assert states == [State.MISSED, State.DONE, State.DUE, State.LATER, State.LATER, State.LATER]
        assert {one.state for one in children.visits(5, ())} == {State.LATER}
        assert [one.month for one in children.visits(36, ())] == [6, 12, 18, 24, 30, 36]


class TestChildren:
    def test_the_branch_sees_what_was_done_what_is_due_and_how_many_were_visited(
        self, app: Flask, village: Village, act: Act
    ) -> None:
        with act():
            services.publish_shipped(codes=["child_tcm"])
            branch = clients.client(village.old)
            assert branch
            small = person(branch.branch_id, "+8613900000021", months_ago(13))
            person(branch.branch_id, "+8613900000022", months_ago(40))
            visited(small.id, branch.branch_id, "6")
        with listening(app) as seen:
            page = in_english(village.asker).get(LIST).text
        assert len(seen) <= 12, seen
        assert "1 of 1 in the branch visited this year" in page
        assert '<td data-head="Age">13 months</td><td data-head="Visits done">6 months</td>' in page
        assert "visit at 12 months is due" in page
        assert f"/desk/clients/{small.id}/questionnaires/child_tcm/paper" in page

    def test_another_branch_and_other_roles_see_none_of_it(self, village: Village, act: Act) -> None:
        with act():
            old = clients.client(village.old)
            assert old
            small = person(old.branch_id, "+8613900000021", months_ago(13))
        assert small.id not in village.stranger.get(LIST).text
        assert small.id not in village.doctor.get(LIST).text
        assert village.client.get(LIST).status_code == 403


class TestVisitsMade:
    def test_a_corrected_visit_counts_as_it_was_corrected(self, village: Village, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["child_tcm"])
            old = clients.client(village.old)
            assert old
            small = person(old.branch_id, "+8613900000021", months_ago(13))
            row = visited(small.id, old.branch_id, "6")
            assert queries.visits_made([small.id]) == {small.id: {6}}
            form = questionnaires.parsed(row.definition_id)
            services.amend_for(
                original=row,
                values=told(form, "12"),
                typed={},
                files={},
                reason="Wrong visit ticked",
                staff_name="Meng Xiao",
                actor_id="staff",
            )
            assert queries.visits_made([small.id]) == {small.id: {12}}
