"""Questions and answers between a client and her nutritionists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from tests.factories.diet_plans import NOW, TODAY, Table, a_published_plan, a_table, revision_of
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietMessage
from webapp.diet_plans.refusals import NobodyToAsk, NoSuchMeal, NothingOpen, NotShared
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.talking import Author, Quote
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.notices import queries as notices
from webapp.plans.rules import Plan


@pytest.fixture(autouse=True)
def today(inside: Flask) -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def table(today: None) -> Table:
    return a_table()


def ask(table: Table, words: str = "May I have more rice?", quote: Quote | None = None) -> None:
    services.ask(client_id=table.client.id, words=words, quote=quote, actor_id=table.client.account_id or "")


def said(table: Table) -> list[DietMessage]:
    return list(queries.thread(table.client.id).rows)


class TestAsk:
    def test_a_question_is_kept_and_waits_for_an_answer(self, table: Table) -> None:
        ask(table)
        (message,) = said(table)
        assert (message.author, message.words, message.read_at) == ("CLIENT", "May I have more rice?", None)
        waits = queries.waits_for(table.client.id)
        assert waits
        assert (waits.since, waits.due_on) == (TODAY, TODAY + timedelta(days=1))

    def test_the_second_question_waits_no_shorter_than_the_first(self, table: Table) -> None:
        ask(table)
        with clock.at(NOW + timedelta(days=2)):
            ask(table, "Are you there?")
        waits = queries.waits_for(table.client.id)
        assert waits
        assert waits.since == TODAY

    def test_who_acts_as_nutritionist_hears_of_it_in_neutral_words(self, table: Table) -> None:
        ask(table)
        (notice,) = notices.inbox(account_id=table.nutritionist.account_id).rows
        assert notice.words.en == "A client has written to you."
        assert "rice" not in notice.words.en + notice.link

    def test_a_meal_is_quoted_as_the_plan_in_effect_has_it(self, table: Table) -> None:
        version = a_published_plan(table)
        ask(table, quote=Quote(TODAY, Meal.BREAKFAST))
        (message,) = said(table)
        assert (message.version_id, message.day, message.meal) == (version.id, TODAY, "BREAKFAST")
        assert message.quoted
        assert "Cooked white rice" in message.quoted["en"]

    def test_a_past_meal_is_quoted_as_the_plan_of_its_own_day_had_it(self, table: Table) -> None:
        first = a_published_plan(table)
        with clock.at(NOW + timedelta(days=3)):
            for day in range(7):
                services.add_food(
                    day=day,
                    meal=Meal.BREAKFAST,
                    food="TOFU_FIRM",
                    amount=Decimal(100),
                    unit="g",
                    **table.writing,
                )
            second = services.publish(revision=revision_of(table), looked_twice=True, **table.writing)
            ask(table, "Then", Quote(TODAY + timedelta(days=1), Meal.BREAKFAST))
            ask(table, "Now", Quote(TODAY + timedelta(days=3), Meal.BREAKFAST))
        by_words = {one.words: one for one in said(table)}
        then, now = by_words["Then"], by_words["Now"]
        assert (then.version_id, now.version_id) == (first.id, second.id)
        assert "tofu" not in str(then.quoted).lower()
        assert "tofu" in str(now.quoted).lower()

    def test_a_day_before_the_first_plan_has_nothing_to_quote(self, table: Table) -> None:
        a_published_plan(table)
        with pytest.raises(NoSuchMeal):
            ask(table, quote=Quote(TODAY - timedelta(days=1), Meal.BREAKFAST))

    @pytest.mark.parametrize(
        "quote", [Quote(TODAY, Meal.DINNER), Quote(TODAY + timedelta(29), Meal.BREAKFAST)]
    )
    def test_a_meal_that_is_not_planned_cannot_be_quoted(self, table: Table, quote: Quote) -> None:
        a_published_plan(table)
        with pytest.raises(NoSuchMeal):
            ask(table, quote=quote)

    def test_without_consent_nobody_could_read_it_so_it_is_refused(self) -> None:
        with pytest.raises(NotShared):
            ask(a_table(agreed=False))

    def test_without_a_nutritionist_there_is_nobody_to_ask(self) -> None:
        with pytest.raises(NobodyToAsk):
            ask(a_table(plan=Plan.MAINTENANCE))


class TestAnswer:
    def test_an_answer_takes_the_question_from_the_list_and_tells_the_client(self, table: Table) -> None:
        ask(table)
        with clock.at(NOW + timedelta(minutes=1)):
            services.answer(words="Half a bowl.", **table.writing)
        newest = said(table)[0]
        assert (newest.author, newest.staff_id) == ("NUTRITIONIST", table.nutritionist.id)
        assert queries.waits_for(table.client.id) is None
        notice = notices.inbox(account_id=table.client.account_id or "").rows[0]
        assert (notice.words.en, notice.link) == ("There is an answer for you.", "/diet/questions")

    def test_a_question_that_needs_no_answer_is_settled_once(self, table: Table) -> None:
        ask(table, "Thank you.")
        about = {"client_id": table.client.id, "branch_id": table.world.branch.id, "actor_id": ""}
        services.settle(kind=Kind.QUESTION, **about)
        assert queries.waits_for(table.client.id) is None
        with pytest.raises(NothingOpen):
            services.settle(kind=Kind.QUESTION, **about)


class TestOpened:
    def test_each_side_opens_what_the_other_one_said(self, table: Table) -> None:
        ask(table)
        assert queries.new_messages(table.client.id, author=Author.CLIENT) == 1
        services.note_opened(client_id=table.client.id, author=Author.NUTRITIONIST)
        assert queries.new_messages(table.client.id, author=Author.CLIENT) == 1
        services.note_opened(client_id=table.client.id, author=Author.CLIENT)
        assert queries.new_messages(table.client.id, author=Author.CLIENT) == 0


class TestMessages:
    @pytest.mark.parametrize(
        "change", [update(DietMessage).values(at=NOW + timedelta(1)), delete(DietMessage)]
    )
    def test_what_was_said_cannot_be_changed(self, table: Table, change: object) -> None:
        ask(table)
        with pytest.raises(DatabaseError):
            db.session.execute(change)

    def test_words_are_sealed(self, table: Table) -> None:
        ask(table)
        raw = db.session.connection().exec_driver_sql("SELECT words FROM diet_message").scalar_one()
        assert "rice" not in raw

    def test_a_photo_of_another_clients_thread_is_not_found(self, table: Table) -> None:
        ask(table)
        with pytest.raises(NotYours):
            queries.photo_of(said(table)[0].id, client_id=table.client.id)
        with pytest.raises(NotYours):
            queries.photo_of(said(table)[0].id, client_id="x" * 20)


def test_consent_taken_back_hides_the_question_from_the_list(table: Table) -> None:
    ask(table)
    mine = {"branch_id": table.world.branch.id, "staff_id": table.nutritionist.id}
    assert [one.task.kind for one in queries.waiting(**mine).rows] == ["QUESTION"]
    clients.withdraw_consent(client_id=table.client.id, purpose=Purpose.SHARE_WITH_NUTRITIONIST, actor_id="")
    assert queries.waiting(**mine).rows == []
    assert queries.counts(day=TODAY, **mine).all == 0
