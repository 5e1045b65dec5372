"""Many nutritionists at the same moment: one version wins, the others are told of it (D1)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.conftest import Act
from tests.factories.diet_plans import NOW, Table, a_draft, a_published_plan, a_table, revision_of
from webapp.clients import services as clients
from webapp.clients.rules import Allergen
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietPlanVersion
from webapp.diet_plans.refusals import AlreadyEnded, DraftMoved, NewerPublished
from webapp.diet_plans.services import publishing
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.toolbox.words import Bilingual

pytestmark = pytest.mark.postgresql
CROWD = 40


def at_once(act: Act, deeds: list) -> list[str]:
    """Do every deed at the same moment, each in a thread, connection and transaction of its own."""
    start = Barrier(len(deeds))

    def one(deed) -> str:
        start.wait()
        try:
            with clock.at(NOW), act():
                deed()
        except (NewerPublished, DraftMoved, AlreadyEnded) as refusal:
            return f"{type(refusal).__name__} {getattr(refusal, 'number', '')}".strip()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(one, deeds))


def rows(act: Act) -> list[tuple[int, str]]:
    with act():
        found = db.session.execute(select(DietPlanVersion.number, DietPlanVersion.status))
        return sorted((number, status) for number, status in found)


@pytest.fixture
def table(act: Act) -> Table:
    with clock.at(NOW), act():
        return a_table()


class TestPublish:
    def test_of_forty_one_wins_and_thirty_nine_are_told_of_the_newer_version(
        self, act: Act, table: Table
    ) -> None:
        with clock.at(NOW), act():
            revision, writing = a_draft(table), table.writing

        def publish() -> None:
            services.publish(revision=revision, looked_twice=True, **writing)

        assert at_once(act, [publish] * CROWD) == ["NewerPublished 1"] * (CROWD - 1) + ["done"]
        assert rows(act) == [(1, "EFFECTIVE")]


class TestWithdraw:
    def test_who_withdraws_while_another_publishes_finds_one_clear_end(self, act: Act, table: Table) -> None:
        with clock.at(NOW), act():
            first, writing = a_published_plan(table).id, table.writing
            revision = revision_of(table)

        def publish() -> None:
            services.publish(revision=revision, looked_twice=True, **writing)

        def withdraw() -> None:
            services.withdraw(version_id=first, reason=Bilingual("", "Changed"), **writing)

        told = at_once(
            act, [publish, *[withdraw] * 4, *[lambda: services.put_due_in_effect(table.client.id)]]
        )
        ended = {"AlreadyEnded", "done"}
        assert set(told) <= ended
        assert rows(act) in ([(1, "SUPERSEDED"), (2, "EFFECTIVE")], [(1, "WITHDRAWN"), (2, "EFFECTIVE")])
        with clock.at(NOW), act():
            assert queries.effective_plan(table.client.id)


class TestAllergyReportedMeanwhile:
    def test_what_passed_the_gate_a_moment_before_is_warned_of(
        self, act: Act, table: Table, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with clock.at(NOW), act():
            revision, writing = a_draft(table), table.writing

        def report() -> None:
            with clock.at(NOW), act():
                clients.set_allergies(client_id=table.client.id, allergies=[Allergen.EGG], actor_id="")

        claim, told = publishing._claim, []

        def reported_behind_the_gate(*draft: object) -> None:
            told.append(pool.submit(report))
            wait(told, timeout=1)
            claim(*draft)

        monkeypatch.setattr(publishing, "_claim", reported_behind_the_gate)
        with ThreadPoolExecutor(1) as pool:
            with clock.at(NOW), act():
                services.publish(revision=revision, looked_twice=True, **writing)
            told[0].result()
        with clock.at(NOW), act():
            assert len(queries.allergy_warnings(table.world.branch.id)) == 1
