"""B10: what a client is told of a booking: once for each version and kind, at the right hour, in the right way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.exams import services
from webapp.exams.models import BookingNotice
from webapp.exams.rules.booking import CancelReason
from webapp.exams.rules.reminding import MOST_TEXTS
from webapp.gateways import sms
from webapp.kernel import clock, jobs, limits
from webapp.kernel.db import db
from webapp.notices import queries as inboxes
from webapp.plans import services as plans
from webapp.plans.rules import Plan

D3, D1 = datetime(2026, 11, 30, 1, tzinfo=UTC), datetime(2026, 12, 2, 1, tzinfo=UTC)


class Scene:
    """A world with clients, the worker of a given moment, and what it did."""

    def __init__(self, app, act):
        self.app, self.act, self.sent = app, act, []
        with act():
            self.world = make.a_world()
            self.client = make.a_client(self.world)
            self.other_day = make.a_session(self.world.branch, self.world.institution, day=date(2026, 12, 9))

    def works_at(self, moment: datetime) -> None:
        with clock.at(moment):
            jobs.Worker(self.app).work_off()

    def lives(self, first: datetime, last: datetime) -> None:
        """Let the worker look in once a day, at the hour of `first`."""
        while first <= last:
            self.works_at(first)
            first += timedelta(days=1)

    def told(self, client=None) -> list[str]:
        with self.app.app_context():
            found = inboxes.inbox(account_id=(client or self.client).account_id).rows
            return [one.words_en for one in reversed(found)]

    def book(self, client=None) -> str:
        with self.act():
            return make.a_booking(self.world, client or self.client)

    def entitled(self, *, agrees: bool = True):
        """Somebody whose plan grants text reminders."""
        with self.act():
            person = make.a_client(self.world, enrolled=False)
            plans.enrol(
                client_id=person.id,
                branch_id=self.world.branch.id,
                plan=Plan.CHRONIC,
                package_id=self.world.package.id,
                institution_id=self.world.institution.id,
                starts=date(2026, 6, 1),
                actor_id="",
            )
            if agrees:
                clients.give_consent(client_id=person.id, purpose=Purpose.SMS_REMINDERS, actor_id="")
        return person


class Gateway:
    """Keeps what it is to send; refuses as often as `broken` says."""

    sends = True

    def __init__(self):
        self.texts, self.broken = [], 0

    def send(self, *, phone, text, language):
        if self.broken:
            self.broken -= 1
            raise OSError("no line")
        self.texts.append(text)

    def last(self, count):
        return iter(())


@pytest.fixture
def gateway(monkeypatch) -> Gateway:
    found = Gateway()
    monkeypatch.setattr(sms, "gateway", lambda: found)
    return found


@pytest.fixture
def scene(app, act, gateway) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act)


CONFIRMED = "Your appointment stands: Thu 3 Dec, 8:00 am"
IN_THREE = "Your appointment is in three days: Thu 3 Dec, 8:00 am"
TOMORROW = "Your appointment is tomorrow: Thu 3 Dec, 8:00 am"


class TestAnnounce:
    def test_a_booking_is_confirmed_then_announced_twice(self, scene):
        scene.book()
        scene.lives(make.NOW, make.NOW + timedelta(days=12))
        assert scene.told() == [CONFIRMED, IN_THREE, TOMORROW]

    def test_a_request_is_announced_once_it_is_approved(self, scene):
        with scene.act():
            asked = make.a_session(scene.world.branch, scene.world.institution, 10)
            asked.self_service = False
            manager = make.a_staff_member(scene.world, Role.HEALTH_MANAGER)
            booking_id = make.a_booking(scene.world, scene.client, asked)
        scene.works_at(make.NOW)
        assert not [words for words in scene.told() if words.startswith("Your appointment stands")]
        with scene.act():
            who = {"staff_id": manager.id, "actor_id": manager.account_id}
            services.approve(booking_id=booking_id, branch_id=scene.world.branch.id, **who)
        scene.lives(make.NOW + timedelta(hours=1), make.NOW + timedelta(days=12))
        assert len([words for words in scene.told() if "Thu 3 Dec, 10:00 am" in words]) == 3

    def test_the_plan_is_made_in_the_transaction_of_the_booking(self, scene):
        with scene.act():
            make.a_booking(scene.world, scene.client)
            db.session.rollback()
        scene.lives(make.NOW, make.NOW + timedelta(days=12))
        assert scene.told() == []

    def test_reminders_come_at_nine_and_not_a_minute_before(self, scene):
        scene.book()
        for moment, number in ((make.NOW, 1), (D3 - timedelta(seconds=1), 1), (D3, 2), (D1, 3)):
            scene.works_at(moment)
            assert len(scene.told()) == number

    def test_a_moved_booking_has_the_reminders_of_its_new_day_and_none_of_the_old(self, scene):
        booking_id = scene.book()
        scene.works_at(make.NOW)
        with scene.act():
            services.change(
                booking_id=booking_id,
                client_id=scene.client.id,
                session_id=scene.other_day.id,
                actor_id=scene.client.account_id,
            )
        scene.lives(make.NOW + timedelta(hours=1), make.NOW + timedelta(days=16))
        assert [words.partition(":")[2].strip() for words in scene.told()] == [
            "Thu 3 Dec, 8:00 am",
            *["Wed 9 Dec, 8:00 am"] * 3,
        ]

    def test_a_cancelled_booking_reminds_nobody(self, scene):
        booking_id = scene.book()
        scene.works_at(make.NOW)
        with scene.act():
            services.cancel(
                booking_id=booking_id,
                client_id=scene.client.id,
                reason=CancelReason.LATER,
                actor_id=scene.client.account_id,
            )
        scene.lives(make.NOW, make.NOW + timedelta(days=12))
        assert scene.told() == [CONFIRMED]

    def test_who_books_two_days_ahead_hears_only_of_tomorrow(self, app, act, gateway):
        with clock.at(make.NOW):
            scene = Scene(app, act)
            with act():
                soon = make.an_institution(scene.world.branch, change_hours=0)
                session = make.a_session(scene.world.branch, soon, day=date(2026, 11, 26))
                person = make.a_client(scene.world, enrolled=False)
                plans.enrol(
                    client_id=person.id,
                    branch_id=scene.world.branch.id,
                    plan=Plan.MAINTENANCE,
                    package_id=scene.world.package.id,
                    institution_id=soon.id,
                    starts=date(2026, 6, 1),
                    actor_id="",
                )
                make.a_booking(scene.world, person, session)
            scene.lives(make.NOW, make.NOW + timedelta(days=4))
        assert [words.partition(":")[0] for words in scene.told(person)] == [
            "Your appointment stands",
            "Your appointment is tomorrow",
        ]

    def test_the_table_allows_each_kind_once_for_a_version_whoever_plans_it_again(self, scene):
        booking_id = scene.book()
        with scene.act():
            services.announce(booking_id)
            about = {"booking_id": booking_id, "revision": 0, "kind": "D3"}
            jobs.enqueue("exams.remind", about, run_after=D3)
        scene.lives(make.NOW, make.NOW + timedelta(days=12))
        assert scene.told() == [CONFIRMED, IN_THREE, TOMORROW]

    def test_a_worker_that_was_down_for_days_says_what_is_still_true(self, scene):
        scene.book()
        scene.works_at(make.NOW)
        scene.works_at(D1 + timedelta(hours=2))
        assert scene.told() == [CONFIRMED, TOMORROW]

    def test_and_nothing_that_is_true_no_longer(self, scene):
        scene.book()
        scene.works_at(make.NOW)
        scene.works_at(D1 + timedelta(hours=20))
        assert scene.told() == [CONFIRMED]


class TestText:
    def test_the_confirmation_is_texted_to_everybody_and_says_nothing_of_health(self, scene, gateway):
        scene.book()
        scene.lives(make.NOW, make.NOW + timedelta(days=12))
        assert gateway.texts == [f"Kangyue: {CONFIRMED}"]

    def test_reminders_are_texted_where_the_plan_grants_it_and_the_client_agreed(self, scene, gateway):
        scene.book(scene.entitled())
        scene.lives(make.NOW, make.NOW + timedelta(days=12))
        assert gateway.texts == [f"Kangyue: {words}" for words in (CONFIRMED, IN_THREE, TOMORROW)]

    def test_without_the_consent_they_stay_in_the_inbox(self, scene, gateway):
        person = scene.entitled(agrees=False)
        scene.book(person)
        scene.lives(make.NOW, make.NOW + timedelta(days=12))
        assert gateway.texts == [f"Kangyue: {CONFIRMED}"]
        assert scene.told(person) == [CONFIRMED, IN_THREE, TOMORROW]

    def test_who_changes_on_and_on_is_not_texted_on_and_on(self, scene, gateway):
        scene.book()
        with scene.act():
            limits.take("exams.text", scene.client.id, MOST_TEXTS)
            db.session.execute(update(limits.LimitWindow).values(taken=MOST_TEXTS[0]))
        scene.works_at(make.NOW)
        assert gateway.texts == []
        assert scene.told() == [CONFIRMED]

    def test_at_night_no_phone_rings(self, scene, gateway):
        late = make.NOW.replace(hour=14)  # 22:00 in Shanghai
        with clock.at(late):
            scene.book()
        scene.works_at(late)
        assert len(scene.told()) == 1
        assert gateway.texts == []
        scene.works_at(late.replace(hour=23, minute=59))
        assert gateway.texts == []
        scene.works_at(late + timedelta(hours=10))
        assert gateway.texts == [f"Kangyue: {CONFIRMED}"]

    def test_a_gateway_that_fails_is_asked_again_and_sends_once(self, scene, gateway):
        gateway.broken = 2
        scene.book()
        for minute in range(5):
            scene.works_at(make.NOW + timedelta(minutes=minute))
        assert gateway.texts == [f"Kangyue: {CONFIRMED}"]

    def test_the_same_text_is_never_sent_twice_even_if_its_job_runs_again(self, scene, gateway):
        scene.book()
        scene.works_at(make.NOW)
        with scene.act():
            notice = db.session.query(BookingNotice).one()
            jobs.enqueue("exams.text", {"notice_id": notice.id})
        scene.works_at(make.NOW + timedelta(hours=1))
        assert len(gateway.texts) == 1


class TestTextNews:
    def close(self, scene) -> None:
        with scene.act():
            services.close_session(
                session_id=scene.world.sessions[0].id, branch_id=scene.world.branch.id, actor_id=""
            )

    def test_a_lost_place_is_texted_where_the_plan_grants_it(self, scene, gateway):
        scene.book(scene.entitled())
        scene.book()
        self.close(scene)
        scene.works_at(make.NOW)
        assert gateway.texts == [
            "Kangyue: Your time Thu 3 Dec, 8:00 am cannot be kept. Please choose another one."
        ]

    def test_whoever_has_another_time_already_is_not_alarmed(self, scene, gateway):
        person = scene.entitled()
        booking_id = scene.book(person)
        self.close(scene)
        with scene.act():
            services.change(
                booking_id=booking_id, client_id=person.id, session_id=scene.other_day.id, actor_id=""
            )
        scene.works_at(make.NOW)
        assert gateway.texts == ["Kangyue: Your appointment stands: Wed 9 Dec, 8:00 am"]
