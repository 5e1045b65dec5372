"""A week or a day of an earlier version is put into the draft (D5)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.diet_plans.test_views import Scene, text
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.diet_plans.refusals import FoodsElsewhere
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.foods import Unit, edition, shipped
from webapp.diet_plans.rules.holding import Held
from webapp.kernel import clock
from webapp.toolbox.words import Bilingual


@pytest.fixture
def scene(app, act, sign_in):
    """Give a client with version 1 in effect, and a draft whose week was emptied since."""
    with clock.at(make.NOW):
        scene = Scene(app, act, sign_in)
        scene.published()
        for day in range(7):
            for item in scene.draft().menu(day, Meal.BREAKFAST).items:
                here = {"day": day, "meal": "BREAKFAST", "key": item.key}
                scene.desk.post(f"{scene.base}/foods/remove", data=here)
        assert scene.draft().codes == frozenset()
        yield scene


def version(scene, number=1):
    return scene.look(lambda: queries.version_numbered(scene.table.client.id, number))


def paste(scene, held, **more):
    here = {"day": 3, "meal": "LUNCH", "held": held} | more
    return scene.desk.post(f"{scene.base}/paste", data=here)


class TestChoose:
    def test_the_version_offers_its_week_and_its_days(self, scene):
        page = text(scene.desk.get(f"{scene.base}/versions/{version(scene).version.id}"))
        assert re.findall(r'<option value="(v1[^"]*)"', page) == ["v1.week", *(f"v1.{n}" for n in range(7))]

    def test_what_was_chosen_is_named_in_the_editor_until_it_is_put_somewhere(self, scene):
        page = text(scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&held=v1.week"))
        assert "Copied: version 1, the whole week" in page

    @pytest.mark.parametrize("held", ["v9.week", "v1.p7.week", "v0.week", "v1"])
    def test_what_is_not_there_is_not_offered(self, scene, held):
        answer = scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&held={held}")
        assert answer.status_code == 200
        assert "Copied:" not in text(answer)


class TestPut:
    def test_the_week_of_a_version_takes_the_place_of_the_drafts(self, scene):
        assert paste(scene, "v1.week").status_code == 303
        assert scene.draft().days == version(scene).content.days

    def test_a_day_of_a_version_goes_into_another_phase(self, scene):
        revision = scene.look(lambda: queries.draft(scene.table.client.id).revision)
        scene.desk.post(f"{scene.base}/phases", data={"phase": 0, "do": "add", "revision": revision})
        arranged = scene.look(lambda: queries.draft(scene.table.client.id).arranged)
        paste(scene, "v1.0", phase=1, arranged=arranged)
        first, second = scene.draft().phases
        assert second.days[3] == version(scene).content.days[0]
        assert not any(first.days)

    @pytest.mark.parametrize("held", ["v9.week", "v1.p7.week"])
    def test_a_version_or_phase_that_is_not_there_is_answered_in_words(self, scene, held):
        before = scene.draft()
        answer = paste(scene, held)
        assert answer.status_code == 422
        assert 'id="faults"' in text(answer)
        assert scene.draft() == before

    def test_another_clients_version_is_out_of_reach(self, scene):
        with scene.act():
            other = make.a_table()
            make.a_draft(other, ("TOFU_FIRM", "100", "g"))
            for _number in (1, 2):  # this client has a first version alone
                services.publish(revision=make.revision_of(other), looked_twice=True, **other.writing)
        assert paste(scene, "v2.week").status_code == 422
        assert scene.draft().codes == frozenset()

    def test_a_unit_that_the_table_has_no_more_becomes_grams(self, scene):
        without = replace(
            shipped()["RICE_WHITE_COOKED"], units=(Unit("pot", Bilingual("锅", "pot"), Decimal(900)),)
        )
        with scene.act():
            services.import_foods([without], filled_from=edition())
        paste(scene, "v1.week")
        item = scene.draft().menu(3, Meal.BREAKFAST).items[0]
        assert (item.food, item.amount, item.unit) == ("RICE_WHITE_COOKED", Decimal(150), "g")
        assert scene.desk.get(f"{scene.base}/plan").status_code == 200

    def test_foods_of_another_branch_are_refused_in_words(self, scene, monkeypatch):
        monkeypatch.setattr(queries, "foods", lambda codes, branch_id: {})
        with scene.act(), pytest.raises(FoodsElsewhere):
            services.paste(held=Held(version=1), day=0, meal=Meal.LUNCH, **scene.table.writing)
