"""Templates at the desk: kept without a client's data, used for another plan, shared one step up, retired (D5)."""

from __future__ import annotations

import pytest

from tests.diet_plans.test_views import Scene, scene, text  # noqa: F401 - a fixture
from tests.factories import complaints
from tests.factories.exams import a_staff_member
from webapp.accounts.rules import Role
from webapp.diet_plans.models import DietTemplate
from webapp.diet_plans.rules.content import Meal
from webapp.kernel.db import db


def rows(scene: Scene) -> list[DietTemplate]:  # noqa: F811
    return scene.look(lambda: list(db.session.query(DietTemplate).order_by(DietTemplate.kept_at)))


def keep(scene: Scene):  # noqa: F811
    return scene.desk.post(f"{scene.base}/templates", data={"zh": "清淡一周", "en": "A light week"})


def staff(scene: Scene, role: Role):  # noqa: F811
    with scene.act():
        account_id = a_staff_member(scene.table.world, role).account_id
    return scene.browser_of(account_id)


class TestKeepTemplate:
    def test_the_template_knows_the_menus_and_not_the_client(self, scene):  # noqa: F811
        scene.drafted()
        assert keep(scene).status_code == 303
        (kept,) = rows(scene)
        assert "RICE_WHITE_COOKED" in kept.content
        assert "six thousand" not in kept.content
        assert scene.table.client.id not in kept.content

    def test_a_template_without_a_name_is_asked_for_one(self, scene):  # noqa: F811
        scene.drafted()
        answer = scene.desk.post(f"{scene.base}/templates", data={"zh": " ", "en": ""})
        assert answer.status_code == 422
        assert "Please write a name" in text(answer)


class TestUseTemplate:
    def test_its_menus_take_the_place_of_the_drafts_and_the_texts_stay(self, scene):  # noqa: F811
        scene.drafted()
        keep(scene)
        before = scene.draft()
        scene.desk.post(f"{scene.base}/meals", data={"day": 0, "meal": "SNACK", "en": "An apple"})
        (kept,) = rows(scene)
        assert "A light week" in text(scene.desk.get(f"{scene.base}/templates"))
        scene.desk.post(f"{scene.base}/templates/{kept.id}/use")
        assert scene.draft().menu(0, Meal.SNACK).empty
        assert scene.draft() == before


class TestShareTemplate:
    def test_it_goes_up_one_step_at_a_time_each_time_as_a_copy(self, scene):  # noqa: F811
        scene.drafted()
        keep(scene)
        manager, house = staff(scene, Role.BRANCH_MANAGER), staff(scene, Role.HQ_ADMIN)
        (own,) = rows(scene)
        assert house.post(f"/desk/diet/templates/{own.id}/share").status_code == 404
        assert manager.post(f"/desk/diet/templates/{own.id}/share").status_code == 303
        branchs = next(one for one in rows(scene) if one.staff_id is None)
        assert house.post(f"/desk/diet/templates/{branchs.id}/share").status_code == 303
        assert [one.branch_id for one in rows(scene)].count(None) == 1
        assert "Take it off the shelf" in text(manager.get("/desk/diet/templates"))

    def test_a_retired_template_is_off_the_own_shelf_only(self, scene):  # noqa: F811
        scene.drafted()
        keep(scene)
        (own,) = rows(scene)
        manager = staff(scene, Role.BRANCH_MANAGER)
        manager.post(f"/desk/diet/templates/{own.id}/share")
        body = {"client": scene.table.client.id}
        answer = scene.desk.post(f"/desk/diet/templates/{own.id}/retire", data=body)
        assert (answer.status_code, answer.location) == (303, f"{scene.base}/templates")
        assert scene.desk.post(f"{scene.base}/templates/{own.id}/use").status_code == 404
        assert text(scene.desk.get(f"{scene.base}/templates")).count("Use it") == 1

    @pytest.mark.parametrize("odd", ["", "x", "/desk", "\u5ba2"])
    def test_an_odd_client_leads_to_the_own_shelf(self, scene, odd):  # noqa: F811
        scene.drafted()
        keep(scene)
        (own,) = rows(scene)
        answer = scene.desk.post(f"/desk/diet/templates/{own.id}/retire", data={"client": odd})
        assert (answer.status_code, answer.location) == (303, "/desk/diet/templates")

    def test_somebody_elses_client_leads_there_too_as_if_there_were_none(self, scene):  # noqa: F811
        scene.drafted()
        keep(scene)
        with scene.act():
            stranger = complaints.a_client(complaints.a_branch("EAST")).id
        (own,) = rows(scene)
        answer = scene.desk.post(f"/desk/diet/templates/{own.id}/retire", data={"client": stranger})
        assert (answer.status_code, answer.location) == (303, "/desk/diet/templates")

    @pytest.mark.parametrize("role", [Role.HEALTH_MANAGER, Role.NUTRITIONIST])
    def test_others_share_nothing(self, scene, role):  # noqa: F811
        scene.drafted()
        keep(scene)
        (own,) = rows(scene)
        assert staff(scene, role).post(f"/desk/diet/templates/{own.id}/share").status_code == 403
