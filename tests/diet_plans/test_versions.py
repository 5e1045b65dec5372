"""What becomes of published versions: their first day, their end, and what the database refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from tests.factories.diet_plans import NOW, TODAY, Table, a_draft, a_published_plan, a_table, revision_of
from webapp.diet_plans import queries, services
from webapp.diet_plans.events import DietPlanPublished, DietPlanWithdrawn
from webapp.diet_plans.models import DietPlanVersion
from webapp.diet_plans.refusals import AlreadyEnded, BadFirstDay, DraftMoved, NewerPublished, NoReason
from webapp.diet_plans.rules.content import NOTHING
from webapp.diet_plans.rules.versions import TRANSITIONS, VersionStatus
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.jobs import Job
from webapp.notices.models import Notice
from webapp.toolbox.words import Bilingual

NEXT_WEEK = TODAY + timedelta(days=7)
WHY = Bilingual(zh="血糖药改了。", en="The medicine was changed.")


@pytest.fixture(autouse=True)
def today(inside: Flask) -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def table(today: None) -> Table:
    return a_table()


def publish(table: Table, first_day: date | None = None) -> DietPlanVersion:
    revision = revision_of(table) if queries.draft(table.client.id) else a_draft(table)
    return services.publish(revision=revision, looked_twice=True, first_day=first_day, **table.writing)


def withdraw(table: Table, version: DietPlanVersion, reason: Bilingual = WHY) -> None:
    services.withdraw(version_id=version.id, reason=reason, **table.writing)


def statuses(table: Table) -> list[str]:
    """Oldest first, as the rows say."""
    db.session.expire_all()
    return [one.status for one in reversed(queries.versions(table.client.id))]


def in_effect(table: Table, day: date = TODAY) -> int | None:
    found = queries.effective_version(table.client.id, day=day)
    return found.number if found else None


def news() -> list[str]:
    return list(db.session.scalars(select(Notice.words_en).order_by(Notice.id)))


class TestPublishForALaterDay:
    def test_the_version_waits_and_the_one_before_stays_in_effect(self, table: Table) -> None:
        publish(table)
        publish(table, NEXT_WEEK)
        assert statuses(table) == ["EFFECTIVE", "SCHEDULED"]
        assert [in_effect(table), in_effect(table, NEXT_WEEK)] == [1, 2]

    def test_on_its_day_it_counts_although_the_job_is_late(self, table: Table) -> None:
        publish(table)
        publish(table, NEXT_WEEK)
        with clock.at(NOW + timedelta(days=7)):
            assert in_effect(table, clock.today()) == 2
            plan = queries.effective_plan(table.client.id)
            assert plan
            assert plan.version.number == 2
            services.look("")
            assert (
                queries.counts(branch_id=table.world.branch.id, day=clock.today()).by_kind.get("WAITING")
                is None
            )
        assert statuses(table) == ["EFFECTIVE", "SCHEDULED"]

    def test_its_job_is_due_when_the_day_begins_and_puts_it_in_effect_once(self, table: Table) -> None:
        heard: list[DietPlanPublished] = []
        publish(table)
        events.subscribe(DietPlanPublished, heard.append)
        second = publish(table, NEXT_WEEK)
        job = db.session.scalars(select(Job).where(Job.name == "diet_plans.take_effect")).one()
        assert clock.local(job.due_at).isoformat() == "2026-12-01T00:00:00+08:00"
        assert heard == []
        with clock.at(job.due_at):
            services.put_due_in_effect(table.client.id)
            services.put_due_in_effect(table.client.id)
        assert statuses(table) == ["SUPERSEDED", "EFFECTIVE"]
        assert [one.version_id for one in heard] == [second.id]
        assert "Something that was prepared for you begins today." in news()

    def test_before_its_day_the_job_does_nothing(self, table: Table) -> None:
        publish(table, NEXT_WEEK)
        services.put_due_in_effect(table.client.id)
        assert statuses(table) == ["SCHEDULED"]
        assert in_effect(table) is None

    def test_the_next_one_that_waits_takes_its_place(self, table: Table) -> None:
        publish(table, NEXT_WEEK)
        publish(table, NEXT_WEEK + timedelta(days=1))
        assert statuses(table) == ["SUPERSEDED", "SCHEDULED"]

    def test_a_version_for_today_replaces_the_one_that_waits(self, table: Table) -> None:
        publish(table)
        publish(table, NEXT_WEEK)
        publish(table)
        assert statuses(table) == ["SUPERSEDED", "SUPERSEDED", "EFFECTIVE"]
        assert in_effect(table, NEXT_WEEK) == 3

    def test_what_was_due_is_in_effect_before_another_one_waits(self, table: Table) -> None:
        publish(table, NEXT_WEEK)
        with clock.at(NOW + timedelta(days=8)):
            publish(table, clock.today() + timedelta(days=3))
        assert statuses(table) == ["EFFECTIVE", "SCHEDULED"]

    @pytest.mark.parametrize("days", [-1, 91])
    def test_the_past_and_the_far_future_are_refused(self, table: Table, days: int) -> None:
        with pytest.raises(BadFirstDay):
            publish(table, TODAY + timedelta(days=days))


class TestWithdraw:
    def test_without_the_version_in_effect_the_client_has_no_plan(self, table: Table) -> None:
        publish(table)
        second = publish(table)
        heard: list[DietPlanWithdrawn] = []
        events.subscribe(DietPlanWithdrawn, heard.append)
        withdraw(table, second)
        assert statuses(table) == ["SUPERSEDED", "WITHDRAWN"]
        assert queries.effective_plan(table.client.id) is None
        assert queries.withdrawal_reason(second) == WHY
        assert [one.version_id for one in heard] == [second.id]
        assert "Something prepared for you no longer applies. Please see why." in news()

    def test_one_that_waits_never_begins(self, table: Table) -> None:
        publish(table)
        withdraw(table, publish(table, NEXT_WEEK))
        with clock.at(NOW + timedelta(days=7)):
            services.put_due_in_effect(table.client.id)
            assert in_effect(table, clock.today()) == 1
        assert statuses(table) == ["EFFECTIVE", "WITHDRAWN"]

    def test_on_its_day_with_a_late_job_the_one_before_does_not_come_back(self, table: Table) -> None:
        publish(table)
        second = publish(table, NEXT_WEEK)
        with clock.at(NOW + timedelta(days=7)):
            withdraw(table, second)
        assert statuses(table) == ["SUPERSEDED", "WITHDRAWN"]

    def test_nothing_is_withdrawn_without_a_word(self, table: Table) -> None:
        version = publish(table)
        with pytest.raises(NoReason):
            withdraw(table, version, NOTHING)

    def test_what_has_ended_is_not_withdrawn_again(self, table: Table) -> None:
        version = publish(table)
        withdraw(table, version)
        with pytest.raises(AlreadyEnded):
            withdraw(table, version)

    def test_another_clients_version_does_not_exist(self, table: Table) -> None:
        version = publish(a_table())
        with pytest.raises(NotYours):
            withdraw(table, version)

    def test_the_next_version_goes_on_counting(self, table: Table) -> None:
        withdraw(table, publish(table))
        assert publish(table).number == 2


class TestPublishAnOlderState:
    def test_who_is_late_is_told_of_the_newer_version(self, table: Table) -> None:
        revision = a_draft(table)
        services.publish(revision=revision, looked_twice=True, **table.writing)
        with pytest.raises(NewerPublished) as told:
            services.publish(revision=revision, looked_twice=True, **table.writing)
        assert told.value.number == 1
        assert "1" in told.value.message()

    def test_a_draft_that_was_only_changed_is_another_matter(self, table: Table) -> None:
        revision = a_draft(table)
        services.copy_day(source=0, target=1, **table.writing)
        with pytest.raises(DraftMoved):
            services.publish(revision=revision, looked_twice=True, **table.writing)


REFUSED = (DatabaseError, IntegrityError)


def by_hand(version: DietPlanVersion, change: str) -> None:
    """Change a row past the application, in SQL."""
    db.session.execute(text(f"UPDATE diet_plan_version SET {change} WHERE id = :id"), {"id": version.id})


class TestVersionsAreImmutable:
    """The database itself refuses, on both engines."""

    @pytest.mark.parametrize(
        "change",
        [
            "content = 'other'",
            "content_hash = '0'",
            "number = 7",
            "draft_revision = 0",
            "effective_from = '2027-01-01'",
            "food_table = 'other'",
            "exchange_table = 'other'",
            "published_at = '2020-01-01 00:00:00+00'",
        ],
    )
    def test_nothing_of_a_version_can_be_changed(self, table: Table, change: str) -> None:
        with pytest.raises(REFUSED, match="refuses UPDATE"):
            by_hand(a_published_plan(table), change)

    def test_a_version_is_never_deleted(self, table: Table) -> None:
        version = a_published_plan(table)
        with pytest.raises(REFUSED, match="refuses DELETE"):
            db.session.execute(text("DELETE FROM diet_plan_version WHERE id = :id"), {"id": version.id})

    def test_a_receipt_an_end_and_a_reason_cannot_be_taken_back(self, table: Table) -> None:
        version = publish(table)
        services.note_read(version_id=version.id, client_id=table.client.id)
        withdraw(table, version)
        for column in ("read_at", "ended_at", "withdrawn_by", "withdrawal_reason"):
            with pytest.raises(REFUSED, match="refuses UPDATE"), db.session.begin_nested():
                by_hand(version, f"{column} = NULL")

    @pytest.mark.parametrize(("first_day", "end"), [(TODAY, "SUPERSEDED"), (NEXT_WEEK, "WITHDRAWN")])
    def test_a_version_that_has_ended_takes_no_other_status(
        self, table: Table, first_day: date, end: str
    ) -> None:
        version = publish(table, first_day)
        if end == "WITHDRAWN":
            withdraw(table, version)
        else:
            publish(table)
        for status in set(VersionStatus) - {VersionStatus(end)}:
            with pytest.raises(REFUSED, match="refuses UPDATE"), db.session.begin_nested():
                by_hand(version, f"status = '{status.value}'")
        assert TRANSITIONS[VersionStatus(end)] == ()

    def test_what_is_in_effect_never_waits_again(self, table: Table) -> None:
        with pytest.raises(REFUSED, match="refuses UPDATE"):
            by_hand(publish(table), "status = 'SCHEDULED'")

    @pytest.mark.parametrize("change", ["status = 'SUPERSEDED'", "status = 'WITHDRAWN', ended_at = read_at"])
    def test_an_end_needs_its_moment_and_a_withdrawal_its_reason(self, table: Table, change: str) -> None:
        with pytest.raises(IntegrityError):
            by_hand(publish(table), change)

    @pytest.mark.parametrize("first_day", [TODAY, NEXT_WEEK])
    def test_one_is_in_effect_and_one_waits_at_most(self, table: Table, first_day: date) -> None:
        version = publish(table, first_day)
        copied = "branch_id, client_id, draft_revision, status, effective_from, content, content_hash"
        copied += ", food_table, exchange_table, published_by, published_at"
        twin = text(
            f"INSERT INTO diet_plan_version (id, number, {copied}) "
            f"SELECT :twin, 2, {copied} FROM diet_plan_version WHERE id = :id"
        )
        with pytest.raises(IntegrityError):
            db.session.execute(twin, {"twin": "0" * 20, "id": version.id})
