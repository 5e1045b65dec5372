"""Who writes for how many clients, and clients moved with a reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.diet_plans.test_views import Scene, text
from tests.factories import diet_plans as make
from tests.factories.exams import a_staff_member
from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.models import CareTeamMember
from webapp.clients.rules import Capacity
from webapp.diet_plans import queries, services
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.notices import queries as notices


class Branch(Scene):
    """A table, a second nutritionist and the manager of the branch."""

    def __init__(self, app, act, sign_in):
        super().__init__(app, act, sign_in)
        with act():
            self.other = a_staff_member(self.table.world, Role.NUTRITIONIST)
            self.manager = a_staff_member(self.table.world, Role.BRANCH_MANAGER)
            services.look("")
        self.office = self.browser_of(self.manager.account_id)

    def move(self, address, **changed):
        body = {"clients": [self.table.client.id], "staff": self.other.id, "reason": "On leave"}
        return self.office.post(address, data=body | changed)

    def in_charge(self):
        return self.look(
            lambda: clients.who_looks_after(client_id=self.table.client.id, capacity=Capacity.NUTRITIONIST)
        )

    @property
    def theirs(self):
        return f"/desk/diet/load/{self.table.nutritionist.id}"


@pytest.fixture
def branch(app, act, sign_in) -> Iterator[Branch]:
    with clock.at(make.NOW):
        yield Branch(app, act, sign_in)


class TestLoad:
    def test_in_chinese_what_is_late_is_late_and_no_report_is_asked_for(self, branch):
        branch.office.post("/language", data={"language": "zh-Hans", "back": "/desk"})
        page = text(branch.office.get("/desk/diet/load"))
        assert "已超时" in page
        assert "催报告" not in page

    def test_clients_and_what_waits_are_counted_for_each_nutritionist(self, branch):
        branch.phone.post("/diet/questions", data={"words": "Why?"})
        found = branch.look(lambda: queries.load_of(branch.table.world.branch.id, day=make.TODAY))
        numbers = {one.staff.id: (one.clients, one.work) for one in found.people}
        assert numbers == {
            branch.table.nutritionist.id: (1, queries.Work(1, 1, 2, 1)),
            branch.other.id: (0, queries.Work()),
        }
        assert "Lin Ruoxi" in text(branch.office.get("/desk/diet/load"))

    def test_only_the_branch_manager_enters(self, branch):
        assert branch.desk.get("/desk/diet/load").status_code == 403
        assert branch.phone.get("/desk/diet/load").status_code == 403


class TestMoveClients:
    def test_the_client_and_all_that_waits_move_and_everybody_hears_of_it(self, branch):
        answer = branch.move(branch.theirs)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/diet/load?moved=1")
        assert branch.in_charge() == branch.other.id
        page = queries.waiting
        where = {"branch_id": branch.table.world.branch.id}
        assert branch.look(lambda: len(page(**where, staff_id=branch.other.id).rows)) == 1
        assert branch.look(lambda: page(**where, staff_id=branch.table.nutritionist.id).rows) == []
        for account in (branch.table.client.account_id, branch.other.account_id):
            assert branch.look(lambda account=account: notices.unread(account)) == 1
        assert "On leave" in text(branch.office.get("/desk/diet/load"))

    def test_moving_again_finds_nobody_to_move(self, branch):
        branch.move(branch.theirs)
        assert branch.move(branch.theirs).headers["Location"] == "/desk/diet/load?moved=0"
        assert branch.look(lambda: len(queries.hand_overs(branch.table.world.branch.id))) == 1

    @pytest.mark.parametrize(
        "changed", [{"clients": []}, {"reason": " "}, {"staff": ""}, {"staff": "x" * 20}]
    )
    def test_without_clients_reason_or_a_colleague_nothing_moves(self, branch, changed):
        answer = branch.move(branch.theirs, **changed)
        assert answer.status_code == 422
        assert "Please look at" in text(answer)
        assert branch.in_charge() == branch.table.nutritionist.id

    def test_who_has_nobody_in_charge_is_listed_and_assigned(self, branch):
        with branch.act():
            db.session.query(CareTeamMember).update({"until_at": make.NOW})
        assert "Nobody in charge" in text(branch.office.get("/desk/diet/load"))
        assert "Shen Zhihe" in text(branch.office.get("/desk/diet/load/nobody"))
        assert branch.move("/desk/diet/load/nobody").status_code == 303
        assert branch.in_charge() == branch.other.id

    def test_the_manager_of_another_branch_moves_nobody(self, branch, app, act, sign_in):
        stranger = Branch(app, act, sign_in)
        assert stranger.office.get(branch.theirs).status_code == 404
        assert stranger.move(branch.theirs).status_code == 404
        stranger.move("/desk/diet/load/nobody", clients=[branch.table.client.id])
        stranger.move(stranger.theirs, clients=[branch.table.client.id])
        assert branch.in_charge() == branch.table.nutritionist.id
