"""The pages of roster files: who may open them, dry run, refusal with row and column, confirmation."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from tests.factories import groups as factory
from tests.factories.groups import NOW
from tests.factories.result_files import a_workbook
from tests.groups.rosters.test_services import LI, SHEN, table
from webapp.accounts.rules import Role
from webapp.groups import queries
from webapp.kernel import clock
from webapp.kernel.jobs import Worker


class Scene:
    """A company with a contract year, and browsers of who may ask for its lists."""

    def __init__(self, app: Flask, act: Act, sign_in: SignIn) -> None:
        self.app, self.act = app, act
        with act():
            firm, far = factory.a_firm(), factory.a_firm()
            factory.packages()
            self.contract_id, self.group_id = factory.a_contract(firm).id, firm.group.id
            people = {
                "keeper": company.somebody(firm.branch),
                "far": far.manager,
                "hq": company.somebody(company.headquarters(), Role.HQ_ADMIN),
                "contact": factory.a_contact(firm),
            }
            accounts = {name: one.account_id for name, one in people.items()}
        self.path = f"/desk/groups/contracts/{self.contract_id}/rosters"
        self.by = {name: sign_in(new_client(app), account) for name, account in accounts.items()}

    def send(self, content: bytes, who: str = "keeper") -> Any:
        data = {"file": (io.BytesIO(content), "名单.csv")}
        return self.by[who].post(self.path, data=data, headers={"Accept-Language": "en"})

    def shown(self, content: bytes) -> str:
        made = self.send(content)
        assert made.status_code == 303
        Worker(self.app).work_off()
        return str(made.headers["Location"])

    def page(self, path: str, who: str = "keeper") -> str:
        return str(self.by[who].get(path, headers={"Accept-Language": "en"}).text)


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Any:
    """A company whose lists come as files, on a day of its contract year."""
    with clock.at(NOW):
        yield Scene(app, act, sign_in)


class TestRosterPages:
    def test_lists_are_the_branch_s_alone(self, scene: Scene) -> None:
        path = scene.shown(table(SHEN))
        closed = {"keeper": 200, "far": 404, "hq": 403, "contact": 403}
        for page in (path, scene.path):
            assert {who: one.get(page).status_code for who, one in scene.by.items()} == closed
        posts = (f"{path}/confirm", f"{path}/drop")
        for post in posts:
            assert {who: scene.by[who].post(post).status_code for who in ("far", "hq", "contact")} == {
                "far": 404, "hq": 403, "contact": 403,
            }  # fmt: skip
        assert scene.send(table(SHEN), "far").status_code == 404

    def test_a_dry_run_is_confirmed_by_the_very_file(self, scene: Scene) -> None:
        path = scene.shown(table(SHEN, LI, "王一,男,1970-02-31,,13712340009,<b>x</b>"))
        page = scene.page(path)
        assert "Put 2 people on the roster" in page
        assert "column C 出生日期" in page
        assert "&lt;b&gt;x" in page
        assert "<b>x" not in page
        digest = re.search(r'name="digest" value="(\w{64})"', page)
        assert digest
        keeper = scene.by["keeper"]
        assert keeper.post(f"{path}/confirm", data={"digest": "0" * 64}).status_code == 409
        for _press in range(2):
            assert keeper.post(f"{path}/confirm", data={"digest": digest[1]}).status_code == 303
        Worker(scene.app).work_off()
        assert "2 people: on the roster and enrolled" in scene.page(path)
        assert keeper.post(f"{path}/drop").status_code == 409
        again = scene.shown(table(SHEN))
        assert "There is nothing to write." in scene.page(again)
        assert "On the roster, not in the file" in scene.page(again)
        with scene.act():
            assert len(queries.roster(scene.group_id).rows) == 2

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "There is nothing in this file."),
            (b"%PDF-1.7", "no XLSX workbook and no CSV table"),
            (b"a,b\r\n1,2", "No row of column titles"),
            ("姓名,部门\r\n沈致和,办公室".encode(), "row 1: Columns for the name"),
            (
                a_workbook([["姓名", "手机号"], ["=1+1", "13712340001"]]),
                "row 2, column A: This cell calculates",
            ),
        ],
    )
    def test_a_bad_file_is_refused_with_what_and_where(
        self, scene: Scene, content: bytes, words: str
    ) -> None:
        refused = scene.send(content)
        assert (refused.status_code, words in refused.text) == (422, True)

    def test_the_template_is_read_as_nobody_and_holds_both_languages(self, scene: Scene) -> None:
        for kind in ("csv", "xlsx"):
            content = scene.by["keeper"].get(f"/desk/groups/roster-template?format={kind}").data
            assert scene.send(content).status_code == 422
        assert scene.by["contact"].get("/desk/groups/roster-template").status_code == 403
        filled = scene.by["keeper"].get("/desk/groups/roster-template?format=csv").data
        rows = '\r\n"沈致和","男","1968-03-05","","13712340001","织布车间"'.encode()
        assert "Put 1 person on the roster" in scene.page(scene.shown(filled.rstrip() + rows))
