"""The health-level survey: the member's package, and what the company may be told of it (P2)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.conftest import Act
from tests.factories import exams as exam_factory
from tests.factories import groups as factory
from tests.factories.groups import NOW
from webapp.clients.queries import client
from webapp.clients.services import set_occupation
from webapp.exams import services as exams
from webapp.groups import queries, services
from webapp.groups.models import GroupContract
from webapp.groups.rules.contract import Terms, chosen
from webapp.kernel import clock
from webapp.kernel.jobs import Worker
from webapp.plans import queries as plans
from webapp.plans import services as plan_services
from webapp.plans.refusals import InstitutionOfGroup
from webapp.plans.rules import NO_CHANGE, Condition, ItemChange
from webapp.plans.services import change_institution
from webapp.seed.questionnaires import fill_screening

WELL, ILL = 9, 6  # answers of the demo's clients with these numbers


class Scene:
    """A company with a contract year by health level, and members who have not answered."""

    def __init__(self, app: Flask, act: Act) -> None:
        self.app, self.act = app, act
        with clock.at(NOW), act():
            self.firm = factory.a_firm()
            factory.packages()
            self.contract_id = factory.a_contract(self.firm).id

    def contract(self) -> GroupContract:
        found = queries.contract(self.contract_id)
        assert found
        return found

    def members(self, number: int) -> list[str]:
        with clock.at(NOW), self.act():
            return [one.id for one in factory.enrolled(self.firm, self.contract(), number)]

    def answer(self, client_id: str, like: int) -> None:
        with clock.at(NOW), self.act():
            one = client(client_id)
            assert one
            assert one.account_id
            who = {"client_id": one.id, "branch_id": one.branch_id, "account_id": one.account_id}
            fill_screening(number=like, name=one.name_zh, **who)
        with clock.at(NOW):
            Worker(self.app).work_off()

    def year(self, client_id: str) -> Any:
        with self.act():
            (found,) = plans.enrolments_of(client_id)
            return found.package.level, found.item_codes, found.item_change

    def told(self) -> Any:
        with self.act():
            kept = queries.newest_levels(self.contract_id)
            return (kept.number, kept.figures) if kept else None


@pytest.fixture
def scene(app: Flask, act: Act) -> Scene:
    """A company whose people are examined by health level."""
    return Scene(app, act)


class TestPackage:
    def test_until_somebody_has_answered_the_agreed_package_holds(self, scene: Scene) -> None:
        (one,) = scene.members(1)
        assert scene.year(one)[0] == "ECONOMY"

    def test_the_level_gives_the_package(self, scene: Scene) -> None:
        well, ill = scene.members(2)
        scene.answer(ill, ILL)
        scene.answer(well, WELL)
        assert (scene.year(ill)[0], scene.year(well)[0]) == ("COMPREHENSIVE", "ECONOMY")

    def test_whoever_has_answered_before_is_enrolled_with_it(self, scene: Scene) -> None:
        (one,) = scene.members(1)
        scene.answer(one, ILL)
        with clock.at(NOW.replace(year=2027)), scene.act():
            line = queries.member_of(one)
            assert line
            found = client(one)
            assert found
            second = factory.a_contract(scene.firm, year=2027)
            services.enrol_member(contract=second, client=found, actor_id="")
            assert {year.package.level for year in plans.enrolments_of(one)} == {"COMPREHENSIVE"}

    def test_once_the_exam_is_booked_the_package_stays(self, scene: Scene) -> None:
        (one,) = scene.members(1)
        with clock.at(NOW), scene.act():
            session = exam_factory.a_session(scene.firm.branch, scene.firm.institution)
            exams.book(client_id=one, session_id=session.id, actor_id="")
        scene.answer(one, ILL)
        assert scene.year(one)[0] == "ECONOMY"

    def test_what_the_group_chose_holds_whatever_the_level(self, scene: Scene) -> None:
        with clock.at(NOW), scene.act():
            terms = Terms(headcount=30, lectures=2, packages=chosen("STANDARD"))
            services.agree_anew(contract=scene.contract(), terms=terms, version=1, actor_id="")
        (one,) = scene.members(1)
        scene.answer(one, ILL)
        assert scene.year(one)[0] == "STANDARD"

    def test_items_that_the_group_changed_follow_into_the_new_package(self, scene: Scene) -> None:
        change = ItemChange(("bone", "lipid"), ("bp_pulse",), "wish of the company")
        with clock.at(NOW), scene.act():
            terms = Terms(headcount=30, lectures=2, change=change)
            services.agree_anew(contract=scene.contract(), terms=terms, version=1, actor_id="")
        (one,) = scene.members(1)
        assert scene.year(one)[1] == ("height_weight_bmi", "bone", "lipid")
        scene.answer(one, ILL)
        level, items, own = scene.year(one)
        assert (level, items) == ("COMPREHENSIVE", ("height_weight_bmi", "lipid", "bone"))
        assert (own.added, own.left_out) == (("bone",), ("bp_pulse",))


class TestOccupation:
    def dusty(self, scene: Scene, change: ItemChange = NO_CHANGE) -> str:
        """Enrol somebody whose package looks at the lungs of those who work in dust."""
        with clock.at(NOW), scene.act():
            for old in plans.packages():
                plan_services.retire_package(package_id=old.id, actor_id="")
            plan_services.add_package(
                level="ECONOMY", name_zh="套餐", name_en="Economy", actor_id="",
                items=["bp_pulse", "lung_function"],
                conditions={"lung_function": Condition(occupations=frozenset({"production_transport"}))},
            )  # fmt: skip
            terms = Terms(headcount=30, lectures=2, change=change)
            services.agree_anew(contract=scene.contract(), terms=terms, version=1, actor_id="")
        return scene.members(1)[0]

    def tell(self, scene: Scene, client_id: str) -> None:
        with clock.at(NOW), scene.act():
            set_occupation(client_id=client_id, occupation="production_transport", actor_id="")

    def test_a_member_s_items_follow_the_occupation_that_becomes_known(self, scene: Scene) -> None:
        one = self.dusty(scene)
        assert scene.year(one)[1] == ("bp_pulse",)
        self.tell(scene, one)
        assert scene.year(one)[1] == ("bp_pulse", "lung_function")

    def test_what_the_group_left_out_for_everybody_stays_out(self, scene: Scene) -> None:
        one = self.dusty(scene, ItemChange((), ("lung_function",), "done at the company's own doctor"))
        self.tell(scene, one)
        _level, items, own = scene.year(one)
        assert (items, own.left_out) == (("bp_pulse",), ("lung_function",))

    def test_once_the_exam_is_booked_nothing_changes(self, scene: Scene) -> None:
        one = self.dusty(scene)
        with clock.at(NOW), scene.act():
            session = exam_factory.a_session(scene.firm.branch, scene.firm.institution)
            exams.book(client_id=one, session_id=session.id, actor_id="")
        self.tell(scene, one)
        assert scene.year(one)[1] == ("bp_pulse",)


class TestInstitution:
    def test_a_member_cannot_choose_another(self, scene: Scene) -> None:
        (one,) = scene.members(1)
        with clock.at(NOW), scene.act():
            other = exam_factory.an_institution(scene.firm.branch)
            move = {"client_id": one, "institution_id": other.id, "reason": "nearer", "actor_id": ""}
            with pytest.raises(InstitutionOfGroup):
                change_institution(**move, day=clock.today())


class TestCounts:
    def test_the_company_is_told_of_five_at_a_time_and_of_no_small_class(self, scene: Scene) -> None:
        people = scene.members(12)
        for one in people[:5]:
            scene.answer(one, ILL)
        assert scene.told() is None
        for one in people[5:10]:
            scene.answer(one, WELL)
        assert scene.told() == (1, {"1": 5, "2+3": 5})
        for one in people[10:]:
            scene.answer(one, WELL)
        assert scene.told() == (1, {"1": 5, "2+3": 5})
