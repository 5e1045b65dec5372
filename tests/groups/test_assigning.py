"""Places in bulk, reminders and health levels on a real database (B7, B11, P2)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from tests.factories import exams as exam_factory
from tests.factories import groups as factory
from tests.factories.exams import EXAM_DAY
from tests.factories.groups import NOW
from webapp.accounts.rules import Role
from webapp.exams import services as exams
from webapp.exams.models import Booking, Session
from webapp.exams.queries import live_booking
from webapp.groups import queries, services
from webapp.groups.models import GroupAssignment, GroupReminder
from webapp.groups.refusals import AssignmentRuns, NoDays, RemindedLately
from webapp.groups.services import assigning, reminding
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.jobs import Task, Worker
from webapp.notices import queries as notices

ENGLISH = {"Accept-Language": "en"}


class Scene:
    """A company of seven in two departments, and a morning with two sessions of two and three places."""

    def __init__(self, app: Flask, act: Act, *, weavers: int = 3, spinners: int = 4) -> None:
        self.app, self.act = app, act
        with clock.at(NOW), act():
            firm = factory.a_firm()
            factory.packages()
            contract = factory.a_contract(firm)
            spinning = factory.enrolled(firm, contract, spinners, "Spinning")
            weaving = factory.enrolled(firm, contract, weavers, "Weaving")
            self.people = [one.id for one in (*spinning, *weaving)]
            self.accounts = [one.account_id or "" for one in (*spinning, *weaving)]
            where = {"branch": firm.branch, "institution": firm.institution}
            self.sessions = [
                exam_factory.a_session(**where, hour=hour, capacity=places).id
                for hour, places in ((8, 2), (9, 3))
            ]
            self.branch, self.group_id, self.contract_id = firm.branch, firm.group.id, contract.id
            self.staff_id, self.account_id = firm.manager.id, firm.manager.account_id

    def contract(self) -> Any:
        return queries.contract(self.contract_id)

    def start(self) -> str:
        with clock.at(NOW), self.act():
            who = {"staff_id": self.staff_id, "actor_id": self.account_id}
            return services.assign_places(contract=self.contract(), days=[EXAM_DAY], **who)

    def work(self, after: timedelta = timedelta()) -> None:
        with clock.at(NOW + after):
            Worker(self.app).work_off()

    def outcomes(self, run_id: str) -> dict[str, int]:
        with self.act():
            return queries.placing_counts(run_id)

    def bookings(self) -> list[Booking]:
        with self.act():
            return list(db.session.scalars(select(Booking).order_by(Booking.booked_at, Booking.id)))

    def book(self, number: int, session: int = 1) -> None:
        with clock.at(NOW), self.act():
            exams.book(client_id=self.people[number], session_id=self.sessions[session], actor_id="")

    def counters_are_true(self) -> bool:
        held = Counter(one.session_id for one in self.bookings())
        with self.act():
            kept = {one.id: one.booked for one in db.session.scalars(select(Session))}
        return kept == {one: held[one] for one in kept}


@pytest.fixture
def scene(app: Flask, act: Act) -> Scene:
    """A company whose people have no place yet."""
    return Scene(app, act)


class TestAssign:
    def test_a_department_goes_together_and_who_finds_no_place_is_listed(self, scene: Scene) -> None:
        run_id = scene.start()
        scene.work()
        assert scene.outcomes(run_id) == {"PLACED": 5, "FULL": 2}
        placed = {one.client_id: one.session_id for one in scene.bookings()}
        assert set(scene.people[:4]) < set(placed)
        assert Counter(placed.values()) == {scene.sessions[0]: 2, scene.sessions[1]: 3}
        assert {one for one, where in placed.items() if where == scene.sessions[0]} < set(scene.people[:4])
        with scene.act():
            assert {one.client_id for one in queries.unplaced(run_id).rows} == set(scene.people) - set(placed)
            run = db.session.get_one(GroupAssignment, run_id)
            assert (run.status, run.people, run.done) == ("DONE", 7, 7)

    def test_a_place_given_by_staff_is_confirmed_in_their_name(self, scene: Scene) -> None:
        scene.start()
        scene.work()
        assert {(one.status, one.booked_by) for one in scene.bookings()} == {("CONFIRMED", scene.account_id)}
        assert scene.counters_are_true()

    def test_a_rerun_books_nobody_twice_and_gives_new_places_to_the_others(self, scene: Scene) -> None:
        scene.start()
        scene.work()
        with clock.at(NOW), scene.act():
            db.session.get_one(Session, scene.sessions[1]).capacity = 4
        run_id = scene.start()
        scene.work()
        assert scene.outcomes(run_id) == {"BOOKED": 5, "PLACED": 1, "FULL": 1}
        assert len({one.client_id for one in scene.bookings()}) == len(scene.bookings()) == 6
        assert scene.counters_are_true()

    def test_who_has_a_place_or_no_enrolment_is_told_apart(self, scene: Scene) -> None:
        scene.book(0)
        with clock.at(NOW), scene.act():
            stranger = company.a_client(scene.branch)
            services.add_member(
                group=queries.group(scene.group_id), client_id=stranger.id, department="Office",
                joined_on=factory.START, actor_id="",
            )  # fmt: skip
        run_id = scene.start()
        scene.work()
        assert scene.outcomes(run_id) == {"BOOKED": 1, "PLACED": 4, "FULL": 2, "NOT_ENROLLED": 1}

    def test_one_run_at_a_time_and_only_on_days_with_places(self, scene: Scene) -> None:
        scene.start()
        with pytest.raises(AssignmentRuns):
            scene.start()
        scene.work()
        with pytest.raises(NoDays):
            scene.start()

    def test_a_worker_killed_in_between_goes_on_without_doubles(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(assigning, "BATCH", 2)
        real, calls = assigning._Batch.place, []

        def dies(batch: Any, client_id: str) -> Any:
            calls.append(client_id)
            found = real(batch, client_id)
            if len(calls) == 4:
                raise RuntimeError("killed")
            return found

        monkeypatch.setattr(assigning._Batch, "place", dies)
        run_id = scene.start()
        scene.work()
        assert scene.outcomes(run_id) == {"PLACED": 2, "OPEN": 5}
        scene.work(timedelta(minutes=5))
        assert scene.outcomes(run_id) == {"PLACED": 5, "FULL": 2}
        assert len(scene.bookings()) == 5
        assert scene.counters_are_true()

    def test_a_run_that_was_given_up_says_so_and_goes_on_without_doubles(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(assigning, "BATCH", 2)
        real = assigning._Batch.place

        def fails(batch: Any, client_id: str) -> Any:
            if client_id == scene.people[3]:
                raise RuntimeError("broken")
            return real(batch, client_id)

        monkeypatch.setattr(assigning._Batch, "place", fails)
        run_id = scene.start()
        for hours in range(12):
            scene.work(timedelta(hours=2 * hours))
        assert self.status(scene, run_id) == "FAILED"
        monkeypatch.setattr(assigning._Batch, "place", real)
        for _ in range(2):
            with scene.act():
                run = db.session.get_one(GroupAssignment, run_id)
                if run.status == "FAILED":
                    services.go_on_assigning(run=run, actor_id=scene.account_id)
        scene.work(timedelta(days=2))
        assert self.status(scene, run_id) == "DONE"
        assert scene.outcomes(run_id) == {"PLACED": 5, "FULL": 2}
        assert len(scene.bookings()) == 5

    def status(self, scene: Scene, run_id: str) -> str:
        with scene.act():
            return db.session.get_one(GroupAssignment, run_id).status

    def test_somebody_who_books_in_the_middle_of_a_run_keeps_her_own_time(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run_id = scene.start()
        real = assigning._Batch._refused

        def looked_too_early(batch: Any, client_id: str) -> Any:
            if client_id == scene.people[0]:
                exams.book(client_id=client_id, session_id=scene.sessions[1], actor_id="")
            return real(batch, client_id)

        monkeypatch.setattr(assigning._Batch, "_refused", looked_too_early)
        scene.work()
        assert scene.outcomes(run_id) == {"BOOKED": 1, "PLACED": 4, "FULL": 2}
        assert scene.counters_are_true()


class TestJoin:
    def test_one_client_comes_onto_the_roster_and_is_enrolled(self, scene: Scene) -> None:
        with clock.at(NOW), scene.act():
            person = company.a_client(scene.branch)
            services.join(
                group=queries.group(scene.group_id), client_id=person.id, department="Office", actor_id=""
            )
            assert queries.enrolment_under(scene.contract_id, person.id)


class TestChangeOwnTime:
    def test_a_member_moves_her_own_time_inside_the_rule(self, scene: Scene) -> None:
        scene.start()
        scene.work()
        early = next(one for one in scene.bookings() if one.session_id == scene.sessions[0])
        with clock.at(NOW), scene.act():
            db.session.get_one(Session, scene.sessions[1]).capacity = 4
            db.session.flush()
            where = {"client_id": early.client_id, "session_id": scene.sessions[1]}
            exams.change(booking_id=early.id, actor_id="", **where)
        assert scene.counters_are_true()
        with scene.act():
            found = live_booking(client_id=early.client_id)
            assert found
            assert found.session.id == scene.sessions[1]


class TestRemind:
    def send(self, scene: Scene, after: timedelta = timedelta()) -> None:
        with clock.at(NOW + after), scene.act():
            services.send_reminder(contract=scene.contract(), actor_id="")

    def unread(self, scene: Scene) -> list[int]:
        with scene.act():
            return [notices.unread(one) for one in scene.accounts]

    def test_who_has_no_place_is_told_once(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reminding, "BATCH", 2)
        scene.book(0)
        scene.work()
        before = self.unread(scene)
        self.send(scene)
        scene.work()
        assert [now - was for now, was in zip(self.unread(scene), before, strict=True)] == [0] + [1] * 6
        with scene.act():
            (found,) = queries.reminders_of(scene.contract_id)
            assert (found.status, found.people) == ("SENT", 6)

    def test_a_step_done_twice_tells_nobody_twice(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reminding, "BATCH", 2)
        self.send(scene)
        for _time in range(2):
            with clock.at(NOW), scene.act():
                (found,) = queries.reminders_of(scene.contract_id)
                reminding.remind(Task("job", "groups.remind", {"reminder_id": found.id, "after": ""}, 1))
        assert sorted(self.unread(scene)) == [0] * 5 + [1] * 2

    def test_a_round_that_was_given_up_is_sent_again_and_tells_nobody_twice(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reminding, "BATCH", 2)
        real, told = reminding._tell, []

        def fails(round_: Any, client: Any) -> int:
            if len(told) == 3:
                raise RuntimeError("broken")
            told.append(client.id)
            return real(round_, client)

        monkeypatch.setattr(reminding, "_tell", fails)
        self.send(scene)
        for hours in range(12):
            scene.work(timedelta(hours=2 * hours))
        with scene.act():
            assert [one.status for one in queries.reminders_of(scene.contract_id)] == ["ASKED"]
        monkeypatch.setattr(reminding, "_tell", real)
        self.send(scene, timedelta(days=2))
        scene.work(timedelta(days=2))
        assert self.unread(scene) == [1] * 7
        with scene.act():
            assert [one.status for one in queries.reminders_of(scene.contract_id)] == ["SENT"]

    def test_nobody_is_reminded_again_within_a_week(self, scene: Scene) -> None:
        self.send(scene)
        with pytest.raises(RemindedLately):
            self.send(scene)
        scene.work()
        with pytest.raises(RemindedLately):
            self.send(scene, timedelta(days=7, seconds=-1))
        self.send(scene, timedelta(days=7))

    def test_the_contact_s_wish_becomes_the_branch_s_reminder(self, scene: Scene) -> None:
        with clock.at(NOW), scene.act():
            for _press in range(2):
                services.ask_to_remind(contract=scene.contract(), actor_id="contact")
        assert self.unread(scene) == [0] * 7
        self.send(scene)
        with scene.act():
            (found,) = db.session.scalars(select(GroupReminder)).all()
            assert (found.status, found.asked_by) == ("SENDING", "contact")
        with clock.at(NOW), scene.act(), pytest.raises(RemindedLately):
            services.ask_to_remind(contract=scene.contract(), actor_id="contact")


class TestPages:
    @pytest.fixture(autouse=True)
    def _browsers(self, app: Flask, act: Act, sign_in: SignIn) -> Any:
        self.scene = Scene(app, act, weavers=3, spinners=4)
        with clock.at(NOW), act():
            far = factory.a_firm()
            factory.a_contract(far)
            group = queries.group(self.scene.group_id)
            names = {"name_zh": "方敏", "name_en": "Fang Min", "username": "fangmin"}
            contact = services.appoint_contact(group=group, actor_id="", **names, **factory.SECRETS)
            people = {
                "keeper": company.somebody(self.scene.branch),
                "hq": company.somebody(company.headquarters(), Role.HQ_ADMIN),
                "far": far.manager,
                "contact": contact,
                "stranger": factory.a_contact(far),
            }
            accounts = {name: one.account_id for name, one in people.items()}
        with clock.at(NOW):
            self.by = {name: sign_in(new_client(app), account) for name, account in accounts.items()}
            yield

    def statuses(self, path: str, method: str = "get") -> dict[str, int]:
        return {who: getattr(one, method)(path).status_code for who, one in self.by.items()}

    def words(self, who: str, path: str) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.by[who].get(path, headers=ENGLISH).text))

    def test_places_are_assigned_by_the_branch_alone(self) -> None:
        path = f"/desk/groups/contracts/{self.scene.contract_id}/places"
        closed = {"hq": 403, "far": 404, "contact": 403, "stranger": 403}
        assert self.statuses(path) == {"keeper": 200, **closed}
        assert self.statuses(path, "post") == {"keeper": 422, **closed}
        assert "5 places" in self.words("keeper", path)
        keeper = self.by["keeper"]
        assert keeper.post(path, data={"days": "tomorrow"}).status_code == 400
        made = keeper.post(path, data={"days": EXAM_DAY.isoformat()})
        run = str(made.headers["Location"])
        assert self.statuses(run) == {"keeper": 200, **closed}
        assert "0 of 0 people" in self.words("keeper", run)
        self.scene.work()
        page = self.words("keeper", run)
        assert "5 people: got a place" in page
        assert page.count("no place left on these days") == 3

    def test_a_member_moves_her_own_time_on_the_phone(self, app: Flask, sign_in: SignIn) -> None:
        self.scene.start()
        self.scene.work()
        early = next(one for one in self.scene.bookings() if one.session_id == self.scene.sessions[0])
        with clock.at(NOW), self.scene.act():
            db.session.get_one(Session, self.scene.sessions[1]).capacity = 4
        number = self.scene.people.index(early.client_id)
        mine = sign_in(new_client(app), self.scene.accounts[number])
        other = sign_in(new_client(app), self.scene.accounts[(number + 1) % 7])
        path, wanted = f"/exams/bookings/{early.id}/change", {"session": self.scene.sessions[1]}
        assert mine.get(path).status_code == 200
        assert other.post(path, data=wanted).status_code == 404
        assert mine.post(path, data=wanted).status_code == 303
        moved = {one.id: one.session_id for one in self.scene.bookings()}
        assert moved[early.id] == self.scene.sessions[1]
        assert self.scene.counters_are_true()

    def test_the_contact_reads_counts_and_nobody_s_name(self) -> None:
        self.scene.book(0)
        assert self.statuses("/desk/our-group/progress") == {
            "keeper": 403, "hq": 403, "far": 403, "contact": 200, "stranger": 200,
        }  # fmt: skip
        page = self.words("contact", "/desk/our-group/progress")
        assert "On the roster 7 Not booked yet 6 Booked 1 Examined 0" in page
        assert "Shen Zhihe" not in page
        assert "Spinning" not in page
        ours = f"/desk/groups/contracts/{self.scene.contract_id}/progress"
        assert self.statuses(ours) == {"keeper": 200, "hq": 200, "far": 404, "contact": 403, "stranger": 403}

    def test_the_contact_asks_and_the_branch_reminds(self) -> None:
        send = f"/desk/groups/contracts/{self.scene.contract_id}/remind"
        ask = "/desk/our-group/remind"
        assert self.statuses(ask, "post") == {
            "keeper": 403, "hq": 403, "far": 403, "contact": 303, "stranger": 303,
        }  # fmt: skip
        assert "The contact asks you to remind" in self.words("keeper", send.replace("remind", "progress"))
        assert self.statuses(send, "post") == {
            "keeper": 303, "hq": 403, "far": 404, "contact": 403, "stranger": 403,
        }  # fmt: skip
        assert self.by["keeper"].post(send).status_code == 409
        assert "Reminded on" in self.words("contact", "/desk/our-group/progress")
