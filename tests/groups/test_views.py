"""The room's pages over HTTP: the branch's way from roster to release, and what contact, client and strangers meet."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from tests.factories import groups as factory
from webapp.accounts.rules import Role
from webapp.groups.models import GroupReport
from webapp.kernel.db import db
from webapp.notices import queries as notices

pytestmark = pytest.mark.usefixtures("app")


class Scene:
    """A company of twelve with a contract year, and browsers of everybody who may ask for its pages."""

    def __init__(self, app: Flask, act: Act, sign_in: SignIn) -> None:
        self.act = act
        with act():
            firm = factory.a_firm()
            contract = factory.a_contract(firm)
            factory.members(firm, 7)
            factory.members(firm, 5, sbp_mmHg=150)
            strangers = factory.a_firm()
            people = {
                "boss": firm.manager.account_id,
                "keeper": company.somebody(firm.branch).account_id,
                "hq": company.somebody(company.headquarters(), Role.HQ_ADMIN).account_id,
                "contact": factory.a_contact(firm).account_id,
                "stranger": factory.a_contact(strangers).account_id,
                "far": strangers.manager.account_id,
                "client": firm.members[0].account_id,
            }
            self.group_id, self.contract_id = firm.group.id, contract.id
            self.contact_account = people["contact"]
            self.names = [person.name_en for person in firm.members]
        self.by = {
            name: sign_in(new_client(app), account) for name, account in people.items() if account is not None
        }

    def prepare(self) -> str:
        answer = self.by["keeper"].post(f"/desk/groups/contracts/{self.contract_id}/report")
        assert answer.status_code == 303
        return str(answer.headers["Location"])

    def release(self) -> str:
        path, boss = self.prepare(), self.by["boss"]
        assert (
            boss.post(f"{path}/review", data={"comment": "Please walk more.\r\nEat breakfast."}).status_code
            == 303
        )
        assert boss.post(f"{path}/release").status_code == 303
        return path

    def statuses(self, path: str, method: str = "get") -> dict[str, int]:
        return {name: getattr(one, method)(path).status_code for name, one in self.by.items()}


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Scene:
    """A company with a contract year."""
    return Scene(app, act, sign_in)


def words_of(browser: FlaskClient, path: str) -> str:
    return re.sub(r"<[^>]+>", " ", browser.get(path, headers={"Accept-Language": "en"}).text)


class TestReport:
    def test_a_draft_is_the_branch_s_and_a_released_one_the_company_s_too(self, scene: Scene) -> None:
        path = scene.prepare()
        staff = {"boss": 200, "keeper": 200}
        nobody = {"stranger": 404, "far": 404, "client": 403}
        assert scene.statuses(path) == {**staff, **nobody, "hq": 404, "contact": 404}
        path = scene.release()
        for page in (path, f"{path}/print"):
            assert scene.statuses(page) == {**staff, **nobody, "hq": 200, "contact": 200}

    def test_the_contact_is_told_and_reads_words_and_blocks_but_no_name(self, scene: Scene) -> None:
        path = scene.release()
        with scene.act():
            assert notices.unread(scene.contact_account) == 1
        words = words_of(scene.by["contact"], path)
        assert "Please walk more." in words
        assert "High blood pressure" in words
        assert "5 of 12" in words
        assert not [name for name in scene.names if name in words]

    def test_only_a_branch_manager_reviews_and_releases(self, scene: Scene) -> None:
        path = scene.prepare()
        for act in ("review", "release"):
            assert scene.by["keeper"].post(f"{path}/{act}").status_code == 403
            assert scene.by["contact"].post(f"{path}/{act}").status_code == 403
            assert scene.by["far"].post(f"{path}/{act}").status_code == 404
        assert scene.by["boss"].post(f"{path}/release").status_code == 409

    def test_an_older_draft_is_gone(self, scene: Scene) -> None:
        old = scene.prepare()
        scene.prepare()
        assert scene.by["boss"].get(old).status_code == 404

    def test_another_branch_prepares_nothing_here(self, scene: Scene) -> None:
        path = f"/desk/groups/contracts/{scene.contract_id}/report"
        assert scene.by["far"].post(path).status_code == 404
        assert scene.by["hq"].post(path).status_code == 403
        with scene.act():
            assert db.session.scalars(select(GroupReport)).all() == []


class TestOurGroup:
    def test_the_contact_reads_the_roster_and_nobody_else_this_page(self, scene: Scene) -> None:
        expected = dict.fromkeys(scene.by, 403) | {"contact": 200, "stranger": 200}
        assert scene.statuses("/desk/our-group") == expected
        words = words_of(scene.by["contact"], "/desk/our-group")
        assert scene.names[0] in words
        assert "Weaving" in words
        assert scene.names[0] not in words_of(scene.by["stranger"], "/desk/our-group")

    def test_the_desk_s_other_pages_are_closed_to_the_contact(self, scene: Scene) -> None:
        contact = scene.by["contact"]
        assert contact.get("/desk").status_code == 200
        assert contact.get("/desk/me").status_code == 200
        for path in (
            "/desk/groups",
            "/desk/clients",
            f"/desk/groups/{scene.group_id}/members",
            "/desk/my-case",
        ):
            assert contact.get(path).status_code == 403


class TestGroup:
    def test_a_group_is_its_branch_s_and_headquarters(self, scene: Scene) -> None:
        expected = {"boss": 200, "keeper": 200, "hq": 200, "far": 404}
        closed = dict.fromkeys(("contact", "stranger", "client"), 403)
        assert scene.statuses(f"/desk/groups/{scene.group_id}") == expected | closed
        assert "South Lake Mill" in words_of(scene.by["hq"], "/desk/groups")

    def test_a_group_is_opened_with_a_name_in_both_scripts(self, scene: Scene) -> None:
        keeper = scene.by["keeper"]
        bad = keeper.post("/desk/groups/new", data={"name_zh": "新厂", "name_en": "新厂"})
        assert bad.status_code == 422
        assert 'href="#name_en"' in bad.text
        good = keeper.post("/desk/groups/new", data={"name_zh": "新厂", "name_en": "New Mill"})
        assert good.status_code == 303
        assert "New Mill" in words_of(keeper, str(good.headers["Location"]))


class TestMembers:
    def test_a_client_is_found_put_on_and_taken_off(self, scene: Scene) -> None:
        with scene.act():
            group = scene.group_id
        keeper, path = scene.by["keeper"], f"/desk/groups/{group}/members"
        assert scene.by["far"].get(path).status_code == 404
        page = keeper.get(path).text
        line = re.search(r"/desk/groups/members/([a-z0-9]{20})/end", page)
        assert line
        assert scene.by["far"].post(line[0]).status_code == 404
        assert keeper.post(line[0]).status_code == 303
        assert line[1] not in keeper.get(path).text
        found = re.search(r'name="client" value="([a-z0-9]{20})"', keeper.get(f"{path}?q=shen").text)
        assert found
        typed = {"client": found[1], "department": "Office", "q": "shen"}
        assert keeper.post(path, data=typed).status_code == 303
        assert keeper.post(path, data=typed).status_code == 422
        assert keeper.post(path, data={"client": "nobody"}).status_code == 404


class TestContact:
    def test_a_contact_is_appointed_with_keys_shown_once(self, scene: Scene) -> None:
        path, keeper = f"/desk/groups/{scene.group_id}/contact", scene.by["keeper"]
        typed = {"name_zh": "方敏", "name_en": "Fang Min", "username": "fang"}
        answer = keeper.post(path, data=typed)
        assert answer.status_code == 201
        assert "fang" in answer.text
        assert scene.by["contact"].get("/desk/our-group").status_code == 303
        again = keeper.post(path, data=typed)
        assert again.status_code == 422
        assert 'href="#username"' in again.text
