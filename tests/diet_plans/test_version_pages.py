"""Pages about versions: a first day to come, a withdrawal with its reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.diet_plans.test_views import Scene, scene, text  # noqa: F401 - a fixture
from tests.factories import diet_plans as make
from webapp.diet_plans import queries
from webapp.kernel import clock

NEXT_WEEK = make.TODAY + timedelta(days=7)


def publish(scene: Scene, **fields):  # noqa: F811
    revision = scene.look(lambda: queries.draft(scene.table.client.id)).revision
    form = {"revision": revision, "looked_twice": "y", **fields}
    return scene.desk.post(f"{scene.base}/publish", data=form)


def newest(scene: Scene) -> str:  # noqa: F811
    return scene.look(lambda: queries.newest_version(scene.table.client.id)).id


class TestPublish:
    def test_a_later_first_day_is_said_to_both_and_the_old_plan_stays_until_then(self, scene):  # noqa: F811
        scene.published()
        scene.desk.post(f"{scene.base}/meals", data={"day": 0, "meal": "BREAKFAST", "en": "Something new"})
        assert publish(scene, first_day=NEXT_WEEK.isoformat()).status_code == 303
        for list_of_versions in (scene.phone.get("/diet/versions"), scene.desk.get(f"{scene.base}/versions")):
            assert "In effect from Tue 1 Dec" in text(list_of_versions)
        assert "Version 1 of" in text(scene.phone.get("/diet/plan"))
        with clock.at(make.NOW + timedelta(days=7)):
            phone = scene.browser_of(scene.table.client.account_id)
            assert "Version 2 of" in text(phone.get("/diet/plan"))
            assert "In effect now" in text(phone.get(f"/diet/versions/{newest(scene)}"))

    @pytest.mark.parametrize("day", ["2026-11-23", "2027-11-24", "nonsense"])
    def test_an_odd_first_day_is_named(self, scene, day):  # noqa: F811
        scene.drafted()
        answer = publish(scene, first_day=day)
        assert answer.status_code == 422
        assert 'href="#first_day"' in text(answer)


class TestWithdraw:
    def withdraw(self, scene, **reason):  # noqa: F811
        return scene.desk.post(f"{scene.base}/versions/{newest(scene)}/withdraw", data=reason)

    def test_the_client_reads_why_and_has_no_plan(self, scene):  # noqa: F811
        scene.published()
        assert "Withdraw this version" in text(scene.desk.get(f"{scene.base}/versions/{newest(scene)}"))
        assert self.withdraw(scene, reason_en="The medicine was changed.").status_code == 303
        page = text(scene.phone.get(f"/diet/versions/{newest(scene)}"))
        assert "Withdrawn on Tue 24 Nov" in page
        assert "The medicine was changed." in page
        assert "No diet plan yet" in text(scene.phone.get("/diet"))

    def test_a_reason_is_asked_for(self, scene):  # noqa: F811
        scene.published()
        answer = self.withdraw(scene)
        assert answer.status_code == 422
        assert 'href="#reason_zh"' in text(answer)
        assert "In effect now" in text(scene.phone.get("/diet/versions"))

    def test_what_has_ended_is_said_to_have_ended(self, scene):  # noqa: F811
        scene.published()
        self.withdraw(scene, reason_en="Once.")
        answer = self.withdraw(scene, reason_en="Twice.")
        assert answer.status_code == 409
        assert "replaced or withdrawn before" in text(answer)
