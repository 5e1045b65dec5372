"""The nutritionist's list on a real database: who stands on it, for whom, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from tests.factories.diet_plans import NOW, TODAY, Table, a_published_plan, a_table
from tests.factories.exams import a_staff_member
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.worklist import Kind
from webapp.diet_plans.services.looking import look_over
from webapp.exams.events import ResultsVerified
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.organisation import services as organisation
from webapp.organisation.models import Staff
from webapp.organisation.rules import Ending


@pytest.fixture(autouse=True)
def today(inside: Flask) -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def table(today: None) -> Table:
    return a_table()


def kinds(table: Table, staff: Staff | None = None) -> list[str]:
    """Give what stands on a nutritionist's own list."""
    who = staff or table.nutritionist
    page = queries.waiting(branch_id=table.world.branch.id, staff_id=who.id)
    return [one.task.kind for one in page.rows]


def look(days: int = 0) -> None:
    """Let the worker look at all clients, some days from now."""
    with clock.at(NOW + timedelta(days=days)):
        services.look("")


class TestLook:
    def test_a_client_without_a_plan_waits_until_one_is_published(self, table: Table) -> None:
        look()
        assert kinds(table) == ["WAITING"]
        a_published_plan(table)
        assert kinds(table) == []
        look()
        assert kinds(table) == []

    def test_looking_twice_changes_nothing(self, table: Table) -> None:
        look()
        look(1)
        (row,) = queries.waiting(branch_id=table.world.branch.id).rows
        assert row.task.due_on == row.task.since + timedelta(days=14)

    def test_a_plan_nobody_opened_comes_onto_the_list_and_leaves_it_when_read(self, table: Table) -> None:
        version = a_published_plan(table)
        look(6)
        assert kinds(table) == []
        look(7)
        assert kinds(table) == ["UNREAD"]
        services.note_read(version_id=version.id, client_id=table.client.id)
        db.session.expire_all()
        look(7)
        assert "UNREAD" not in kinds(table)

    def test_a_week_of_half_eaten_meals_is_named_with_its_share(self, table: Table) -> None:
        version = a_published_plan(table)
        services.note_read(version_id=version.id, client_id=table.client.id)
        for day in range(6):
            with clock.at(NOW + timedelta(days=day)):
                services.mark_meal(
                    client_id=table.client.id,
                    day=TODAY + timedelta(days=day),
                    meal=Meal.BREAKFAST,
                    said=services.Said(Mark.PARTLY if day < 4 else Mark.SKIPPED),
                    actor_id="",
                )
        db.session.expire_all()
        look(6)
        (row,) = queries.waiting(branch_id=table.world.branch.id).rows
        assert (row.task.kind, row.task.share) == ("LITTLE_EATEN", 33)

    def test_what_was_put_off_stays_put_off(self, table: Table) -> None:
        a_published_plan(table)
        look(7)
        about = {"client_id": table.client.id, "branch_id": table.world.branch.id, "actor_id": ""}
        with clock.at(NOW + timedelta(days=7)):
            services.settle(kind=Kind.UNREAD, **about)
        db.session.expire_all()
        look(8)
        (row,) = queries.waiting(branch_id=table.world.branch.id).rows
        assert row.task.due_on == TODAY + timedelta(days=14)

    def test_whose_service_plan_has_ended_leaves_the_list(self, table: Table) -> None:
        look()
        assert kinds(table) == ["WAITING"]
        with clock.at(NOW + timedelta(days=400)):
            look_over(jobs.Task("", "diet_plans.look_over", {}, 1))
        assert kinds(table) == []


class TestResults:
    def came_in(self, table: Table) -> None:
        services.results_came_in(ResultsVerified("", table.client.id, table.world.branch.id))

    def test_new_results_are_a_reason_to_look_at_a_plan_in_effect(self, table: Table) -> None:
        a_published_plan(table)
        self.came_in(table)
        assert kinds(table) == ["RESULTS"]
        services.publish(revision=revision(table), looked_twice=True, **table.writing)
        assert kinds(table) == []

    def test_without_a_plan_they_wait_for_nobody(self, table: Table) -> None:
        self.came_in(table)
        assert kinds(table) == []


def revision(table: Table) -> int:
    found = queries.draft(table.client.id)
    assert found
    return found.revision


class TestStandby:
    def test_the_whole_list_goes_to_the_substitute_at_once_and_back(self, table: Table) -> None:
        organisation.open_branch(
            code="HQ", name_zh="总公司", name_en="Headquarters", is_headquarters=True, actor_id=""
        )
        other = a_staff_member(table.world, Role.NUTRITIONIST)
        look()
        assert (kinds(table), kinds(table, other)) == (["WAITING"], [])
        order = organisation.open_standby(
            staff_id=table.nutritionist.id, reason_ref="case", review_due=TODAY, actor_id=""
        )
        assert (kinds(table), kinds(table, other)) == ([], ["WAITING"])
        organisation.end_standby(order_id=order.id, ending=Ending.REINSTATED, actor_id="")
        assert (kinds(table), kinds(table, other)) == (["WAITING"], [])


class TestAsking:
    def test_no_growing_table_is_read_whole(self, app: Flask, table: Table) -> None:
        """The list of a nutritionist and of a branch, with counts: each table by an index."""
        where = {"branch_id": table.world.branch.id}
        with listening(app) as seen:
            for staff_id in ("", table.nutritionist.id):
                queries.waiting(**where, staff_id=staff_id)
                queries.waiting(**where, staff_id=staff_id, kind=Kind.QUESTION)
                queries.counts(**where, staff_id=staff_id, day=TODAY)
            queries.written_for(staff_id=table.nutritionist.id)
        if db.engine.dialect.name != "sqlite":
            pytest.skip("a small table is always read whole by PostgreSQL")
        plans = [line for one in seen for line in explained(one.sent, one.values)]
        assert plans
        assert [line for line in plans if line.startswith("SCAN") and "CONSTANT" not in line] == []


def explained(statement: str, values: object) -> list[str]:
    """Give SQLite's plan of a statement, a line for each table it reads."""
    rows = db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
    return [str(row[-1]) for row in rows]
