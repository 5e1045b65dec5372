"""The editor of a plan of several phases: every phase is written, summed up and looked over (循序渐进)."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.diet_plans.test_views import HTMX, Scene, text
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietTemplate
from webapp.diet_plans.refusals import DraftMoved
from webapp.diet_plans.rules.content import Meal
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.toolbox.words import Bilingual


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


@pytest.fixture
def two(scene) -> Scene:
    """Give a draft of two phases: a week of rice and egg, and an empty one."""
    scene.drafted()
    assert do(scene, "add").status_code == 303
    return scene


def revision(scene) -> int:
    return scene.look(lambda: queries.draft(scene.table.client.id).revision)


def arranged(scene) -> int:
    return scene.look(lambda: queries.draft(scene.table.client.id).arranged)


def do(scene, what, phase=0, **more):
    data = {"phase": phase, "do": what, "revision": revision(scene)} | more
    return scene.desk.post(f"{scene.base}/phases", data=data)


def tell(scene, phase=0, **typed):
    data = {"phase": phase, "revision": revision(scene)} | typed
    return scene.desk.post(f"{scene.base}/phases/name", data=data)


def add(scene, phase, food="EGG", amount="2", unit="piece", seen=None, **more):
    data = {"phase": phase, "day": 0, "meal": "LUNCH", "food": food, "amount": amount, "unit": unit}
    data["arranged"] = arranged(scene) if seen is None else seen
    return scene.desk.post(f"{scene.base}/foods", data=data, **more)


class TestWriteEachPhase:
    def test_the_plan_of_one_phase_shows_no_phases_until_there_are_two(self, scene):
        scene.drafted()
        assert 'class="tabs"' not in text(scene.desk.get(f"{scene.base}/plan"))
        answer = do(scene, "copy")
        assert answer.headers["Location"].endswith("/plan?phase=1")
        page = text(scene.desk.get(answer.headers["Location"]))
        for words in ("Phase 1", "weeks 1 to 2", "Phase 2", "from week 3 on", "Cooked white rice"):
            assert words in page
        assert re.search(r'href="[^"]*phase=1[^"]*" aria-current="true"', page)

    def test_a_food_goes_into_the_open_phase_alone_and_its_totals_count_it_alone(self, two):
        page = text(add(two, 1, headers=HTMX))
        assert "Boiled egg" in page or "egg" in page.lower()
        first, second = two.draft().phases
        assert Meal.LUNCH not in first.days[0]
        assert [item.food for item in second.days[0][Meal.LUNCH].items] == ["EGG"]
        energy = re.compile(r'<th scope="row">kcal</th>(.*?)</tr>')
        assert energy.search(page)[1].count("—") == 6
        assert "—" not in energy.search(text(two.desk.get(f"{two.base}/plan?phase=0")))[1]

    def test_without_javascript_she_comes_back_to_the_same_phase(self, two):
        answer = add(two, 1)
        assert answer.status_code == 303
        assert "phase=1" in answer.headers["Location"]

    def test_what_is_copied_in_one_phase_is_put_into_another(self, two):
        for held, of in (("0.BREAKFAST", Meal.BREAKFAST), ("0", Meal.BREAKFAST), ("week", Meal.BREAKFAST)):
            here = {"phase": 1, "day": 5, "meal": "BREAKFAST", "held": held, "arranged": arranged(two)}
            assert two.desk.post(f"{two.base}/paste", data=here).status_code == 303
            first, second = two.draft().phases
            assert second.days[5][of] == first.days[0][of]
        assert second.days == first.days

    def test_a_day_is_copied_within_its_phase(self, two):
        add(two, 1)
        here = {"phase": 1, "day": 0, "meal": "LUNCH", "arranged": arranged(two)}
        two.desk.post(f"{two.base}/days", data=here | {"target": 4})
        first, second = two.draft().phases
        assert Meal.LUNCH in second.days[4]
        assert Meal.LUNCH not in first.days[4]

    def test_meals_are_named_and_foods_taken_out_in_the_open_phase(self, two):
        add(two, 1)
        (item,) = two.draft().phases[1].days[0][Meal.LUNCH].items
        here = {"phase": 1, "day": 0, "meal": "LUNCH", "arranged": arranged(two)}
        two.desk.post(f"{two.base}/meals", data=here | {"zh": "水煮蛋", "en": "Eggs"})
        two.desk.post(f"{two.base}/foods/remove", data=here | {"key": item.key})
        first, second = two.draft().phases
        assert (second.days[0][Meal.LUNCH].title.en, second.days[0][Meal.LUNCH].items) == ("Eggs", ())
        assert Meal.LUNCH not in first.days[0]

    @pytest.mark.parametrize("phase", ["7", "99", "-1", "x", ""])
    def test_a_phase_that_is_not_there_is_answered_in_words_and_changes_nothing(self, two, phase):
        before = two.draft()
        assert two.desk.get(f"{two.base}/plan?phase={phase}").status_code == 200
        answer = add(two, phase)
        if phase:
            assert answer.status_code == 422
            assert 'id="faults"' in text(answer)
            assert two.draft() == before


class TestNameAndOrder:
    def test_a_phase_is_named_and_given_its_weeks(self, two):
        assert tell(two, title_zh="适应", title_en="Getting used", weeks=1).status_code == 303
        assert tell(two, 1, title_en="Keeping on").status_code == 303
        page = text(two.desk.get(f"{two.base}/plan"))
        for words in ("Getting used", "week 1", "Keeping on", "from week 2 on"):
            assert words in page

    @pytest.mark.parametrize("weeks", ["", "0", "53", "x"])
    def test_a_phase_that_others_follow_needs_its_weeks_and_what_was_typed_stays(self, two, weeks):
        answer = tell(two, title_en="Getting used", weeks=weeks)
        assert answer.status_code == 422
        assert 'href="#weeks"' in text(answer)
        assert 'value="Getting used"' in text(answer)
        assert two.draft().phases[0].weeks == 2

    def test_phases_change_places_and_are_taken_out(self, two):
        tell(two, 1, title_en="Second")
        assert do(two, "earlier", 1).headers["Location"].endswith("/plan?phase=0")
        assert [one.title.en for one in two.draft().phases] == ["Second", ""]
        do(two, "later")
        assert [one.title.en for one in two.draft().phases] == ["", "Second"]
        do(two, "remove")
        assert [one.title.en for one in two.draft().phases] == ["Second"]

    def test_a_second_press_of_the_same_button_takes_nothing_more(self, two):
        seen = revision(two)
        do(two, "add", revision=seen)
        answer = do(two, "remove", revision=seen)
        assert answer.status_code == 409
        assert "changed meanwhile" in text(answer)
        assert len(two.draft().phases) == 3

    def test_there_is_room_for_eight(self, two):
        while len(two.draft().phases) < 8:
            do(two, "add")
        answer = do(two, "add")
        assert answer.status_code == 409
        assert "eight phases" in text(answer)
        assert len(two.draft().phases) == 8

    @pytest.mark.parametrize(
        ("what", "phase"), [("burn", 0), ("", 0), ("remove", 9), ("remove", "x"), ("later", 5)]
    )
    def test_odd_deeds_are_refused_in_words(self, two, what, phase):
        before = two.draft()
        answer = do(two, what, phase)
        assert answer.status_code in (409, 422)
        assert 'id="faults"' in text(answer)
        assert two.draft() == before

    def test_a_verb_on_an_older_state_is_refused(self, two):
        with two.act(), pytest.raises(DraftMoved):
            services.remove_phase(phase=0, revision=1, **two.table.writing)

    def test_a_phase_of_a_stranger_does_not_exist(self, scene):
        with scene.act():
            stranger = make.a_table()
        for path in ("phases", "phases/name"):
            answer = scene.desk.post(f"/desk/diet/clients/{stranger.client.id}/{path}", data={"phase": 0})
            assert answer.status_code == 404


SEEN = re.compile(r'name="arranged" value="([0-9]+)"')


class TestTwoWindows:
    """A page names a phase by its place; another window moves it there or takes it out meanwhile (D1)."""

    DEEDS = (
        ("foods", {"food": "TOFU_FIRM", "amount": "100", "unit": "g"}),
        ("foods/remove", {}),
        ("foods/change", {"amount": "3", "unit": "piece"}),
        ("meals", {"zh": "蛋", "en": "Eggs"}),
        ("days", {"target": 3}),
        ("paste", {"held": "0.BREAKFAST"}),
    )

    @pytest.mark.parametrize(("path", "typed"), DEEDS)
    @pytest.mark.parametrize(("meanwhile", "at"), [("earlier", 1), ("remove", 0), ("add", 0)])
    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_a_deed_meant_for_another_phase_is_shown_the_new_order_and_changes_nothing(
        self, two, path, typed, meanwhile, at, headers
    ):
        add(two, 0)
        (item,) = two.draft().phases[0].days[0][Meal.LUNCH].items
        seen = SEEN.search(text(two.desk.get(f"{two.base}/plan?phase=0")))[1]
        do(two, meanwhile, at)
        before = two.draft()
        here = {"phase": 0, "day": 0, "meal": "LUNCH", "arranged": seen, "key": item.key}
        answer = two.desk.post(f"{two.base}/{path}", data=here | typed, headers=headers)
        page = text(answer)
        assert answer.status_code == 409
        assert "changed meanwhile" in page
        assert two.draft() == before
        assert SEEN.search(page)[1] == str(arranged(two)) != seen

    @pytest.mark.parametrize(("path", "typed"), DEEDS)
    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_every_deed_on_a_phase_that_is_not_there_is_answered_with_the_phases_there_are(
        self, two, path, typed, headers
    ):
        here = {"phase": 5, "day": 0, "meal": "LUNCH", "arranged": arranged(two), "key": "x"}
        before = two.draft()
        answer = two.desk.post(f"{two.base}/{path}", data=here | typed, headers=headers)
        assert answer.status_code == 422
        for words in ('id="faults"', "This phase is not in the plan any more.", "Phase 1", "Phase 2"):
            assert words in text(answer)
        assert two.draft() == before

    def test_what_is_seen_anew_may_be_done(self, two):
        do(two, "earlier", 1)
        seen = SEEN.search(text(two.desk.get(f"{two.base}/plan?phase=0")))[1]
        assert add(two, 0, seen=seen).status_code == 303

    def test_names_and_menus_of_another_window_stop_nobody(self, two):
        seen = arranged(two)
        tell(two, title_en="Getting used", weeks=2)
        add(two, 1)
        assert arranged(two) == seen

    def test_another_plan_by_a_template_is_an_arrangement_too(self, two):
        with two.act():
            services.keep_template(name=Bilingual(zh="一周", en="A week"), **two.table.writing)
            (kept,) = db.session.scalars(select(DietTemplate))
            services.use_template(template_id=kept.id, **two.table.writing)
        before = two.draft()
        here = {"phase": 1, "day": 0, "meal": "LUNCH", "food": "EGG", "amount": "1", "unit": "piece"}
        assert two.desk.post(f"{two.base}/foods", data=here | {"arranged": 2}).status_code == 409
        assert two.draft() == before

    @pytest.mark.parametrize("chosen", [{"food": "EGG"}, {"q": "egg", "pick": "1"}])
    def test_a_food_found_before_the_phases_moved_is_not_offered_to_another_phase(self, two, chosen):
        here = {"phase": 1, "day": 0, "meal": "LUNCH", "arranged": arranged(two)}
        assert two.desk.get(f"{two.base}/plan", query_string=here | chosen).status_code == 200
        do(two, "earlier", 1)
        found = text(two.desk.get(f"{two.base}/plan", query_string=here | {"q": "egg"}))
        assert f"arranged={here['arranged']}" in found  # the way on says still what was seen
        answer = two.desk.get(f"{two.base}/plan", query_string=here | chosen)
        assert answer.status_code == 409
        assert "changed meanwhile" in text(answer)


class TestLookOver:
    def test_an_allergen_in_a_later_phase_stands_against_publishing(self, two):
        add(two, 1, "PEANUT", "10", "g")
        page = text(two.desk.get(f"{two.base}/plan"))
        assert "Phase 2 · Monday, Lunch: " in page
        data = {"revision": revision(two), "looked_twice": "y"}
        assert two.desk.post(f"{two.base}/publish", data=data).status_code == 422

    def test_the_check_shows_the_days_of_every_phase_and_what_is_far_off_in_each(self, two):
        tell(two, title_en="Getting used", weeks=2)
        add(two, 1)
        page = text(two.desk.get(f"{two.base}/check"))
        for words in ("Getting used", "Phase 1 of 2", "Phase 2 of 2", "Phase 2 · Monday"):
            assert words in page
        assert "24 November to 7 December" in page or "24 Nov" in page

    def test_a_phase_without_menus_asks_for_a_second_look(self, two):
        assert "Phase 2 · no menu at all" in text(two.desk.get(f"{two.base}/check"))
