"""An allergy that becomes known later: who hears of it, and what answers it (D3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.factories.diet_plans import NOW, TODAY, Table, a_published_plan, a_table, revision_of
from webapp.clients import services as clients
from webapp.clients.events import AllergiesReported
from webapp.clients.rules import Allergen
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import AllergyWarning
from webapp.diet_plans.refusals import AlreadyAnswered, NoReason, NotReady
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import NOTHING
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.notices.models import Notice
from webapp.toolbox.words import Bilingual

WHY = Bilingual(zh="只对生鸡蛋过敏。", en="Only raw egg is meant.")


@pytest.fixture(autouse=True)
def today(inside: Flask) -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def table(today: None) -> Table:
    table = a_table()
    a_published_plan(table)
    return table


def report(table: Table, *allergens: Allergen) -> None:
    clients.set_allergies(client_id=table.client.id, allergies=allergens, actor_id="")


def waiting(table: Table) -> list[AllergyWarning]:
    return queries.allergy_warnings(table.world.branch.id)


def told(account_id: str | None) -> list[str]:
    asked = select(Notice.words_en).where(Notice.account_id == account_id)
    return list(db.session.scalars(asked.order_by(Notice.id)))


class TestSetAllergies:
    def test_the_house_hears_only_of_what_is_new(self, table: Table) -> None:
        heard: list[AllergiesReported] = []
        events.subscribe(AllergiesReported, heard.append)
        report(table, Allergen.FISH)
        report(table, Allergen.FISH, Allergen.MILK)
        report(table, Allergen.MILK, Allergen.FISH)
        report(table)
        assert [one.added for one in heard] == [("FISH",), ("MILK",)]


class TestWarn:
    def test_a_new_allergy_that_the_plan_holds_is_a_task_and_told_to_both_at_once(self, table: Table) -> None:
        report(table, Allergen.EGG)
        (warning,) = waiting(table)
        assert (warning.client_id, warning.codes) == (table.client.id, {"EGG"})
        assert "Please look at what was prepared for you before you go on with it." in told(
            table.client.account_id
        )
        assert told(table.nutritionist.account_id) == [
            "A client needs you today. Please look at the diet plans."
        ]

    def test_one_that_the_plan_does_not_hold_warns_nobody(self, table: Table) -> None:
        report(table, Allergen.FISH, Allergen.PENICILLIN)
        assert waiting(table) == []

    def test_a_version_that_waits_is_warned_of_as_well(self, table: Table) -> None:
        later = TODAY + timedelta(days=3)
        services.publish(revision=revision_of(table), looked_twice=True, first_day=later, **table.writing)
        report(table, Allergen.EGG)
        assert len(waiting(table)) == 2

    def test_another_branch_sees_no_task(self, table: Table) -> None:
        report(table, Allergen.EGG)
        assert queries.allergy_warnings(a_table().world.branch.id) == []


class TestAnswer:
    def answer(self, table: Table, reason: Bilingual = WHY) -> None:
        (warning,) = queries.warnings_of(table.client.id)
        services.answer_warning(warning_id=warning.id, reason=reason, **table.writing)
        db.session.expire_all()

    def test_a_written_reason_ends_the_task_and_stays_readable(self, table: Table) -> None:
        report(table, Allergen.EGG)
        self.answer(table)
        assert waiting(table) == []
        (warning,) = queries.warnings_of(table.client.id)
        assert document.read_words(warning.reason or "") == WHY

    def test_a_reason_must_be_written_and_the_first_one_holds(self, table: Table) -> None:
        report(table, Allergen.EGG)
        with pytest.raises(NoReason):
            self.answer(table, NOTHING)
        self.answer(table)
        with pytest.raises(AlreadyAnswered):
            self.answer(table)

    def test_a_new_version_answers_it_once_it_is_in_effect(self, table: Table) -> None:
        report(table, Allergen.EGG)
        again = {"revision": revision_of(table), "looked_twice": True, "allergy_reason": WHY}
        later = TODAY + timedelta(days=3)
        services.publish(first_day=later, **again, **table.writing)
        assert len(waiting(table)) == 1
        with clock.at(NOW + timedelta(days=3)):
            services.put_due_in_effect(table.client.id)
        db.session.expire_all()
        assert waiting(table) == []
        assert queries.warnings_of(table.client.id) == []

    def test_the_client_stands_on_the_list_until_it_is_answered(self, table: Table) -> None:
        report(table, Allergen.EGG)
        where = {"branch_id": table.world.branch.id, "day": TODAY}
        assert queries.counts(**where).by_kind == {Kind.ALLERGY: 1}
        self.answer(table)
        assert queries.counts(**where).by_kind == {}

    def test_so_does_a_withdrawal(self, table: Table) -> None:
        report(table, Allergen.EGG)
        version = queries.effective_version(table.client.id)
        assert version
        services.withdraw(version_id=version.id, reason=WHY, **table.writing)
        assert waiting(table) == []

    def test_the_database_keeps_what_was_answered(self, table: Table) -> None:
        report(table, Allergen.EGG)
        self.answer(table)
        for change in (
            "UPDATE diet_allergy_warning SET answered_at = NULL",
            "DELETE FROM diet_allergy_warning",
        ):
            with pytest.raises((DatabaseError, IntegrityError), match="refuses"), db.session.begin_nested():
                db.session.execute(text(change))


class TestPublish:
    def test_the_gate_knows_the_new_allergy(self, table: Table) -> None:
        report(table, Allergen.EGG)
        with pytest.raises(NotReady):
            services.publish(revision=revision_of(table), looked_twice=True, **table.writing)
