"""A roster file on a real database: looked at, compared, confirmed once, written chunk by chunk (P1, P2, P5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import Act
from tests.factories import company
from tests.factories import groups as factory
from tests.factories.groups import NOW
from webapp.clients.models import Client
from webapp.groups import queries, services
from webapp.groups.models import GroupEnrolment, GroupMember, RosterImport
from webapp.groups.refusals import ContractOver, RosterMoved
from webapp.groups.services.rosters import applying
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.jobs import Worker
from webapp.plans import queries as plans
from webapp.plans import services as plan_services
from webapp.plans.models import Enrolment

HEAD = "姓名,性别,出生日期,身份证号,手机号,部门"
SHEN = "沈致和,男,1968-03-05,,13712340001,织布车间"
LI = "李娜,,,110105196803050029,13712340002,办公室"


def table(*rows: str, codec: str = "utf-8") -> bytes:
    return "\r\n".join([HEAD, *rows]).encode(codec)


class Scene:
    """A company with a contract year, and one who brings its lists."""

    def __init__(self, app: Flask, act: Act) -> None:
        self.app, self.act = app, act
        with clock.at(NOW), act():
            firm = factory.a_firm()
            factory.packages()
            self.group_id, self.contract_id = firm.group.id, factory.a_contract(firm).id
            self.branch, self.place = firm.branch, firm.institution.id

    def take(self, content: bytes) -> str:
        people = services.look_at_roster(content)
        with clock.at(NOW), self.act():
            contract = queries.contract(self.contract_id)
            assert contract
            return services.take_in_roster(
                contract=contract, name="roster.csv", content=content, people=people, actor_id="x"
            )

    def work(self) -> None:
        with clock.at(NOW):
            Worker(self.app).work_off()

    def shown(self, content: bytes) -> str:
        import_id = self.take(content)
        self.work()
        return import_id

    def confirm(self, import_id: str, **changes: Any) -> None:
        with clock.at(NOW), self.act():
            row = db.session.get_one(RosterImport, import_id)
            services.confirm_roster(row, digest=changes.get("digest", row.digest), actor_id="x")

    def brought_in(self, content: bytes) -> list[tuple[str, str]]:
        import_id = self.shown(content)
        self.confirm(import_id)
        self.work()
        return self.rows(import_id)

    def rows(self, import_id: str) -> list[tuple[str, str]]:
        with self.act():
            return [(row.state, row.outcome) for row in queries.roster_rows(import_id).rows]

    def counts(self) -> tuple[int, int, int]:
        """Give how many clients, members and enrolments under the contract there are."""
        with self.act():
            kinds = (Client, GroupMember, GroupEnrolment)
            clients, members, enrolled = (
                int(db.session.scalar(select(func.count()).select_from(kind)) or 0) for kind in kinds
            )
            return clients, members, enrolled


@pytest.fixture
def scene(app: Flask, act: Act) -> Scene:
    """A company with a contract year."""
    return Scene(app, act)


class TestDryRun:
    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_nothing_is_written_before_somebody_has_confirmed(self, scene: Scene, codec: str) -> None:
        before = scene.counts()
        import_id = scene.shown(table(SHEN, LI, codec=codec))
        assert scene.rows(import_id) == [("NEW", "OPEN")] * 2
        assert scene.counts() == before

    def test_who_is_not_in_the_file_is_only_proposed(self, scene: Scene) -> None:
        scene.brought_in(table(SHEN, LI))
        import_id = scene.shown(table(SHEN))
        scene.confirm(import_id)
        scene.work()
        with scene.act():
            file = db.session.get_one(RosterImport, import_id)
            (gone,) = queries.not_in_file(file).rows
            assert (gone.left_on, queries.roster(scene.group_id).rows[-1].left_on) == (None, None)

    def test_whose_line_is_refused_is_not_proposed_as_gone(self, scene: Scene) -> None:
        scene.brought_in(table(SHEN))
        import_id = scene.shown(table(SHEN.replace("沈致和", "沈致合")))
        assert scene.rows(import_id) == [("REFUSED", "OPEN")]
        with scene.act():
            assert queries.not_in_file(db.session.get_one(RosterImport, import_id)).rows == []

    def test_the_same_file_while_it_is_open_is_the_same_import(self, scene: Scene) -> None:
        assert scene.take(table(SHEN)) == scene.take(table(SHEN))


class TestConfirm:
    def test_people_are_registered_put_on_the_roster_and_enrolled_as_a_group(self, scene: Scene) -> None:
        clients, _members, _enrolled = scene.counts()
        assert scene.brought_in(table(SHEN, LI)) == [("NEW", "DONE")] * 2
        assert scene.counts() == (clients + 2, 2, 2)
        with scene.act():
            years = db.session.scalars(select(Enrolment)).all()
            assert {(one.kind, one.plan, one.institution_id) for one in years} == {
                ("GROUP", "MAINTENANCE", scene.place)
            }
            assert {one.package.level for one in years} == {"ECONOMY"}
            li = db.session.scalars(select(Client).where(Client.name_zh == "李娜")).one()
            assert (li.sex, li.birth_date.isoformat(), li.name_en) == ("FEMALE", "1968-03-05", "Li Na")

    def test_a_rerun_changes_nothing(self, scene: Scene) -> None:
        scene.brought_in(table(SHEN, LI))
        before = scene.counts()
        assert scene.brought_in(table(SHEN, LI)) == [("SAME", "LEFT")] * 2
        assert scene.counts() == before

    def test_a_second_press_writes_once_and_another_file_s_press_nothing(self, scene: Scene) -> None:
        import_id = scene.shown(table(SHEN))
        with pytest.raises(RosterMoved):
            scene.confirm(import_id, digest="0" * 64)
        scene.confirm(import_id)
        scene.confirm(import_id)
        scene.work()
        scene.confirm(import_id)
        scene.work()
        assert scene.counts()[1:] == (1, 1)

    def test_a_known_client_is_matched_and_keeps_a_plan_of_her_own(self, scene: Scene) -> None:
        with clock.at(NOW), scene.act():
            person = company.a_client(scene.branch, phone="+8613712340001")
            package = next(one for one in plans.packages() if one.level == "STANDARD")
            plan_services.enrol(
                client_id=person.id, branch_id=scene.branch.id, plan="MAINTENANCE", actor_id="",  # type: ignore[arg-type]
                package_id=package.id, institution_id=scene.place, starts=clock.today(),
            )  # fmt: skip
        clients, _members, _enrolled = scene.counts()
        assert scene.brought_in(table(SHEN)) == [("KNOWN", "OWN_PLAN")]
        assert scene.counts() == (clients, 1, 0)

    def test_lines_that_are_wrong_are_refused_and_the_others_written(self, scene: Scene) -> None:
        assert scene.brought_in(table(SHEN, "=1+1,男,1968-03-05,,13712340003,", "王一,男,,,,")) == [
            ("NEW", "DONE"), ("REFUSED", "LEFT"), ("REFUSED", "LEFT"),
        ]  # fmt: skip

    def test_another_department_is_noted_once(self, scene: Scene) -> None:
        scene.brought_in(table(SHEN))
        assert scene.brought_in(table(SHEN.replace("织布车间", "纺纱车间"))) == [("CHANGED", "DONE")]
        with scene.act():
            assert [one.department for one in queries.roster(scene.group_id).rows] == ["纺纱车间"]

    def test_an_occupation_is_taken_over_and_what_a_person_told_stands(self, scene: Scene) -> None:
        head = f"{HEAD},职业类别"
        first = f"{head}\r\n{SHEN},\r\n{LI},Clerical".encode()
        assert scene.brought_in(first) == [("NEW", "DONE")] * 2
        second = f"{head}\r\n{SHEN},生产、运输设备操作人员及有关人员\r\n{LI},军人".encode()
        assert scene.brought_in(second) == [("CHANGED", "DONE"), ("SAME", "LEFT")]
        with scene.act():
            people = db.session.scalars(select(Client).where(Client.name_zh.in_(["沈致和", "李娜"])))
            told = {(one.name_zh, one.occupation) for one in people if one.phone.startswith("+8613712340")}
            assert told == {("沈致和", "production_transport"), ("李娜", "clerical")}

    def test_an_occupation_that_is_not_on_the_list_is_refused_with_its_column(self, scene: Scene) -> None:
        import_id = scene.shown(f"{HEAD},Occupation\r\n{SHEN},Weaver".encode())
        assert scene.rows(import_id) == [("REFUSED", "OPEN")]
        with scene.act():
            ((fault, spot),) = queries.roster_rows(import_id).rows[0].held["faults"]
            assert (fault, spot[-1]) == ("OCCUPATION_UNKNOWN", "G Occupation")

    def test_a_worker_that_dies_between_chunks_leaves_nothing_half_and_nothing_twice(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(applying, "CHUNK", 2)
        rows = [f"沈{name},男,1968-03-05,,1371234010{n},织布车间" for n, name in enumerate("一二三四五")]
        import_id = scene.shown(table(*rows))
        scene.confirm(import_id)
        real, calls = applying._enrol, []

        def dies(*args: Any) -> Any:
            calls.append(1)
            if len(calls) == 4:
                raise RuntimeError("killed")
            return real(*args)

        monkeypatch.setattr(applying, "_enrol", dies)
        scene.work()
        assert [outcome for _state, outcome in scene.rows(import_id)] == [
            "DONE",
            "DONE",
            "OPEN",
            "OPEN",
            "OPEN",
        ]
        with clock.at(NOW + timedelta(minutes=5)):
            Worker(scene.app).work_off()
        assert [outcome for _state, outcome in scene.rows(import_id)] == ["DONE"] * 5
        assert scene.counts()[1:] == (5, 5)

    def test_a_file_that_was_given_up_is_shown_again_and_doubles_nobody(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(applying, "CHUNK", 1)
        rows = [f"沈{name},男,1968-03-05,,1371234010{n},织布车间" for n, name in enumerate("一二三")]
        import_id = scene.shown(table(*rows))
        scene.confirm(import_id)
        real = applying._enrol

        def fails(contract: Any, client: Any, actor_id: str) -> Any:
            if client.name_zh == "沈二":
                raise RuntimeError("broken")
            return real(contract, client, actor_id)

        monkeypatch.setattr(applying, "_enrol", fails)
        for hours in range(12):
            with clock.at(NOW + timedelta(hours=2 * hours)):
                Worker(scene.app).work_off()
        with scene.act():
            assert db.session.get_one(RosterImport, import_id).status == "SHOWN"
        monkeypatch.setattr(applying, "_enrol", real)
        scene.confirm(import_id)
        scene.work()
        with scene.act():
            file = db.session.get_one(RosterImport, import_id)
            assert (file.status, file.people, file.done) == ("DONE", 2, 2)
        assert scene.counts()[1:] == (3, 3)

    def test_nobody_joins_a_year_that_is_over(self, scene: Scene) -> None:
        people = services.look_at_roster(table(SHEN))
        with clock.at(NOW.replace(year=2028)), scene.act():
            contract = queries.contract(scene.contract_id)
            assert contract
            facts: dict[str, Any] = {"contract": contract, "content": table(SHEN), "people": people}
            with pytest.raises(ContractOver):
                services.take_in_roster(name="", actor_id="", **facts)
