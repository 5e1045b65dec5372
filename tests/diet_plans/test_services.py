"""Drafts, versions and marked meals on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.diet_plans import (
    NOW,
    TIPS,
    TODAY,
    Table,
    a_draft,
    a_published_plan,
    a_table,
    revision_of,
)
from tests.factories.exams import a_staff_member
from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.diet_plans import queries, services
from webapp.diet_plans.events import DietPlanPublished
from webapp.diet_plans.models import MealLog
from webapp.diet_plans.refusals import (
    MayNotWrite,
    NewerPublished,
    NoDietPlanInPlan,
    NoSuchMeal,
    NotAgreed,
    NotReady,
    StaleDraft,
    TooMuch,
    UnknownFood,
)
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import MOST_ITEMS, Content, Meal, Section
from webapp.diet_plans.rules.publishing import Obstacle
from webapp.diet_plans.rules.targets import Activity
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import services as organisation
from webapp.plans.rules import Plan
from webapp.records import queries as records
from webapp.toolbox.words import Bilingual


@pytest.fixture(autouse=True)
def today(inside: Flask) -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def table(today: None) -> Table:
    return a_table()


def content_of(table: Table) -> Content:
    found = queries.draft(table.client.id)
    assert found
    return document.read(found.content)


class TestStartDraft:
    def test_a_draft_begins_empty_and_is_filed_as_a_service(self, table: Table) -> None:
        services.start_draft(**table.writing)
        assert content_of(table).blank
        assert [one.staff_id for one in clients.staff_who_served(table.client.id)] == [table.nutritionist.id]

    def test_starting_twice_gives_the_same_draft(self, table: Table) -> None:
        services.start_draft(**table.writing)
        first = queries.draft(table.client.id)
        services.start_draft(**table.writing)
        assert queries.draft(table.client.id) is first

    def test_a_client_without_diet_plans_in_the_plan_gets_none(self) -> None:
        with pytest.raises(NoDietPlanInPlan):
            services.start_draft(**a_table(plan=Plan.MAINTENANCE).writing)

    def test_without_the_clients_consent_nothing_is_written(self) -> None:
        with pytest.raises(NotAgreed):
            services.start_draft(**a_table(agreed=False).writing)

    def test_a_nutritionist_on_standby_writes_nothing(self, table: Table) -> None:
        services.start_draft(**table.writing)
        organisation.open_branch(
            code="HQ", name_zh="总公司", name_en="Headquarters", is_headquarters=True, actor_id=""
        )
        a_staff_member(table.world, Role.NUTRITIONIST)
        organisation.open_standby(
            staff_id=table.nutritionist.id, reason_ref="case", review_due=TODAY, actor_id=""
        )
        with pytest.raises(MayNotWrite):
            services.copy_day(source=0, target=1, **table.writing)


class TestSave:
    def test_texts_are_kept(self, table: Table) -> None:
        a_draft(table)
        assert content_of(table).text(Section.TIPS) == TIPS

    def test_a_text_written_over_somebody_elses_is_shown_with_both(self, table: Table) -> None:
        services.start_draft(**table.writing)
        base = document.fingerprint_of_texts(content_of(table))
        services.save(texts={Section.TIPS: TIPS}, base=base, **table.writing)
        with pytest.raises(StaleDraft) as refused:
            services.save(texts={Section.TIPS: Bilingual("", "Mine")}, base=base, **table.writing)
        assert refused.value.saved.text(Section.TIPS) == TIPS
        assert content_of(table).text(Section.TIPS) == TIPS

    def test_a_changed_menu_does_not_stand_in_the_way_of_a_text(self, table: Table) -> None:
        services.start_draft(**table.writing)
        base = document.fingerprint_of_texts(content_of(table))
        services.copy_day(source=0, target=1, **table.writing)
        services.save(texts={Section.TIPS: TIPS}, base=base, **table.writing)
        assert content_of(table).text(Section.TIPS) == TIPS

    def test_without_a_draft_there_is_nothing_to_save(self, table: Table) -> None:
        with pytest.raises(NotYours):
            services.save(texts={}, base="", **table.writing)


class TestAddFood:
    def add(self, table: Table, food: str = "EGG", amount: str = "1", unit: str = "piece") -> None:
        services.add_food(
            day=2, meal=Meal.DINNER, food=food, amount=Decimal(amount), unit=unit, **table.writing
        )

    def test_a_food_is_put_into_a_meal_and_taken_out_again(self, table: Table) -> None:
        services.start_draft(**table.writing)
        self.add(table)
        (item,) = content_of(table).menu(2, Meal.DINNER).items
        assert (item.food, item.amount, item.unit) == ("EGG", 1, "piece")
        services.remove_food(day=2, meal=Meal.DINNER, key=item.key, **table.writing)
        assert content_of(table).blank

    @pytest.mark.parametrize(
        ("food", "amount", "unit"),
        [
            ("NOPE", "1", "g"),
            ("EGG", "1", "bowl"),
            ("EGG", "0", "g"),
            ("EGG", "-1", "g"),
            ("EGG", "5001", "g"),
        ],
    )
    def test_an_odd_food_unit_or_amount_is_refused(
        self, table: Table, food: str, amount: str, unit: str
    ) -> None:
        services.start_draft(**table.writing)
        with pytest.raises(UnknownFood):
            self.add(table, food, amount, unit)

    def test_a_meal_stays_readable(self, table: Table) -> None:
        services.start_draft(**table.writing)
        for _ in range(MOST_ITEMS):
            self.add(table)
        with pytest.raises(TooMuch):
            self.add(table)


class TestSaveTargets:
    def test_the_nutritionists_own_range_is_kept(self, table: Table) -> None:
        services.start_draft(**table.writing)
        services.save_targets(
            activity=Activity.MODERATE, energy_low=Decimal(1700), energy_high=Decimal(1900), **table.writing
        )
        found = content_of(table)
        assert (found.activity, found.energy_low, found.energy_high) == (Activity.MODERATE, 1700, 1900)

    def test_a_meal_gets_a_name(self, table: Table) -> None:
        services.start_draft(**table.writing)
        title = Bilingual(zh="米饭和鸡蛋", en="Rice and egg")
        services.name_meal(day=0, meal=Meal.LUNCH, title=title, **table.writing)
        assert content_of(table).menu(0, Meal.LUNCH).title == title


class TestPublish:
    def test_version_one_is_in_effect_with_its_foods_and_hash(self, table: Table) -> None:
        version = a_published_plan(table)
        plan = queries.effective_plan(table.client.id)
        assert plan
        assert (version.number, version.status, plan.version.id) == (1, "EFFECTIVE", version.id)
        assert set(plan.foods) == {"RICE_WHITE_COOKED", "EGG"}
        assert version.content_hash == document.fingerprint(version.content)
        assert version.food_table == queries.food_table_version()

    def test_the_house_hears_of_it(self, table: Table) -> None:
        heard: list[DietPlanPublished] = []
        events.subscribe(DietPlanPublished, heard.append)
        version = a_published_plan(table)
        assert heard == [DietPlanPublished(version.id, table.client.id, table.world.branch.id)]
        assert [entry.kind for entry in records.timeline(client_id=table.client.id).rows] == ["diet_plan"]

    def test_the_next_version_supersedes_the_first(self, table: Table) -> None:
        first = a_published_plan(table)
        second = services.publish(revision=revision_of(table), looked_twice=True, **table.writing)
        assert second.number == 2
        db.session.expire_all()
        assert {v.number: v.status for v in queries.versions(table.client.id)} == {
            1: "SUPERSEDED",
            2: "EFFECTIVE",
        }
        assert first.content_hash == second.content_hash

    def test_who_publishes_an_older_state_is_told_of_the_newer_one(self, table: Table) -> None:
        revision = a_draft(table)
        services.publish(revision=revision, looked_twice=True, **table.writing)
        with pytest.raises(NewerPublished):
            services.publish(revision=revision, looked_twice=True, **table.writing)

    def test_an_empty_plan_is_not_published(self, table: Table) -> None:
        services.start_draft(**table.writing)
        with pytest.raises(NotReady) as refused:
            services.publish(revision=1, looked_twice=True, **table.writing)
        assert refused.value.obstacles == [Obstacle.BLANK]

    def test_an_allergen_needs_a_reason(self) -> None:
        table = a_table(allergies="EGG")
        revision = a_draft(table)
        with pytest.raises(NotReady):
            services.publish(revision=revision, looked_twice=True, **table.writing)
        reason = Bilingual(zh="", en="Tested again, no allergy to cooked egg")
        services.publish(revision=revision, allergy_reason=reason, looked_twice=True, **table.writing)
        plan = queries.effective_plan(table.client.id)
        assert plan
        assert plan.content.allergy_reason == reason

    def test_a_reason_given_once_does_not_open_the_gate_for_ever(self) -> None:
        table = a_table(allergies="EGG")
        reason = Bilingual("", "Tested again")
        services.publish(revision=a_draft(table), allergy_reason=reason, looked_twice=True, **table.writing)
        with pytest.raises(NotReady):
            services.publish(revision=revision_of(table), looked_twice=True, **table.writing)

    def test_a_new_draft_begins_with_what_is_in_effect(self, table: Table) -> None:
        a_published_plan(table)
        assert content_of(table).menu(3, Meal.BREAKFAST).items


class TestMarkMeal:
    def mark(
        self, table: Table, mark: Mark = Mark.DONE, day: date = TODAY, meal: Meal = Meal.BREAKFAST
    ) -> None:
        services.mark_meal(
            client_id=table.client.id, day=day, meal=meal, said=services.Said(mark), actor_id=""
        )

    def rows(self) -> list[str]:
        return list(db.session.scalars(select(MealLog.mark)))

    def test_a_meal_is_marked_once_however_often_it_is_said(self, table: Table) -> None:
        a_published_plan(table)
        self.mark(table)
        self.mark(table)
        assert self.rows() == ["DONE"]

    def test_the_latest_word_counts(self, table: Table) -> None:
        a_published_plan(table)
        self.mark(table)
        self.mark(table, Mark.PARTLY)
        assert self.rows() == ["PARTLY"]
        (meal,) = queries.meals_on(client_id=table.client.id, day=TODAY)
        assert meal.mark is Mark.PARTLY

    def test_a_mark_is_taken_back(self, table: Table) -> None:
        a_published_plan(table)
        self.mark(table)
        services.unmark_meal(client_id=table.client.id, day=TODAY, meal=Meal.BREAKFAST, actor_id="")
        assert self.rows() == []

    def test_a_mark_is_taken_back_where_the_plan_has_ended_since(self, table: Table) -> None:
        version = a_published_plan(table)
        self.mark(table)
        services.withdraw(version_id=version.id, reason=Bilingual("", "Changed"), **table.writing)
        (meal,) = queries.meals_on(client_id=table.client.id, day=TODAY)
        assert meal.mark is Mark.DONE
        services.unmark_meal(client_id=table.client.id, day=TODAY, meal=Meal.BREAKFAST, actor_id="")
        assert self.rows() == []

    @pytest.mark.parametrize("days", [1, -7])
    def test_only_the_last_seven_days_can_be_marked(self, table: Table, days: int) -> None:
        a_published_plan(table)
        with pytest.raises(NoSuchMeal):
            self.mark(table, day=TODAY + timedelta(days=days))

    def test_a_meal_that_is_not_planned_cannot_be_marked(self, table: Table) -> None:
        a_published_plan(table)
        with pytest.raises(NoSuchMeal):
            self.mark(table, meal=Meal.SNACK)

    def test_without_a_plan_there_is_nothing_to_mark(self, table: Table) -> None:
        with pytest.raises(NoSuchMeal):
            self.mark(table)
        assert queries.meals_on(client_id=table.client.id, day=TODAY) == []

    def test_following_counts_only_days_since_publishing(self, table: Table) -> None:
        a_published_plan(table)
        self.mark(table)
        found = queries.followed(table.client.id, today=TODAY + timedelta(days=2))
        assert (found.due, found.followed, found.not_logged) == (2, 1, 1)
