"""Pages over HTTP: the client's day and plan, the nutritionist's desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest

from tests.conftest import new_client
from tests.factories import diet_plans as make
from tests.factories.exams import a_staff_member
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.rules.content import Meal
from webapp.kernel import clock
from webapp.organisation import services as organisation
from webapp.plans.rules import Plan
from webapp.records import queries as records

CHINESE = re.compile(r"[\u3400-\u9fff]")
HTMX = {"HX-Request": "true"}


class Scene:
    """A table with its nutritionist and client, each signed in."""

    def __init__(self, app, act, sign_in):
        self.app, self.act, self.enter = app, act, sign_in
        with act():
            self.table = make.a_table(allergies="PEANUT")
        self.phone = self.browser_of(self.table.client.account_id)
        self.desk = self.browser_of(self.table.nutritionist.account_id)
        self.base = f"/desk/diet/clients/{self.table.client.id}"

    def browser_of(self, account_id):
        return self.enter(new_client(self.app), account_id)

    def published(self):
        with self.act():
            make.a_published_plan(self.table)

    def drafted(self, *foods):
        with self.act():
            return make.a_draft(self.table, *foods)

    def look(self, ask):
        with self.app.app_context():
            return ask()

    def draft(self):
        from webapp.diet_plans.rules import document

        return self.look(lambda: document.read(queries.draft(self.table.client.id).content))


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


def text(response) -> str:
    return response.get_data(as_text=True)


class TestFindThePlan:
    def test_the_nutritionist_opens_the_plan_from_the_clients_card(self, scene):
        card = text(scene.desk.get(scene.base.replace("/desk/diet", "/desk")))
        assert f'href="{scene.base}/plan"' in card


class TestToday:
    def test_before_a_plan_the_page_says_what_comes(self, scene):
        assert "No diet plan yet" in text(scene.phone.get("/diet"))

    def test_todays_meal_shows_foods_household_amounts_and_grams(self, scene):
        scene.published()
        page = text(scene.phone.get("/diet"))
        for words in (
            "What to eat today",
            "Breakfast",
            "Cooked white rice",
            "1 bowl",
            "150 g",
            "about 270 kcal",
        ):
            assert words in page

    def test_a_tip_is_shown_and_the_english_page_holds_no_chinese(self, scene):
        scene.published()
        page = text(scene.phone.get("/diet"))
        assert "Walk six thousand steps a day." in page
        rest = page.replace("康约", "").replace(">中<", "")
        assert not CHINESE.search(re.sub(r'<[^>]*lang="zh[^>]*>[^<]*', "", rest))

    def test_the_read_receipt_is_kept_once(self, scene):
        scene.published()
        scene.phone.get("/diet")
        first = scene.look(lambda: queries.effective_version(scene.table.client.id).read_at)
        assert first == make.NOW
        scene.phone.get("/diet/plan")
        assert scene.look(lambda: queries.effective_version(scene.table.client.id).read_at) == first

    @pytest.mark.parametrize("day", ["nonsense", "2020-01-01", "9999-12-31", "0", ""])
    def test_an_odd_day_is_today(self, scene, day):
        scene.published()
        answer = scene.phone.get("/diet", query_string={"day": day})
        assert answer.status_code == 200
        assert "What to eat today" in text(answer)

    def test_another_day_can_be_looked_at_but_not_marked_ahead(self, scene):
        scene.published()
        page = text(scene.phone.get("/diet?day=2026-11-27"))
        assert "Cooked white rice" in page
        assert "all eaten" not in page

    def test_htmx_gets_the_day_alone(self, scene):
        scene.published()
        assert text(scene.phone.get("/diet", headers=HTMX)).startswith('<div id="diet-plans-day">')

    def test_staff_have_no_business_here(self, scene):
        assert scene.desk.get("/diet").status_code == 403


class TestPlan:
    def test_the_sections_that_were_written_are_shown(self, scene):
        scene.published()
        page = text(scene.phone.get("/diet/plan"))
        assert "Key tips" in page
        assert "What to improve" not in page
        assert "Lin Ruoxi" in page

    def test_before_a_plan_the_page_says_what_comes(self, scene):
        assert "No diet plan yet" in text(scene.phone.get("/diet/plan"))


class TestMarkMeal:
    DONE = {"day": "2026-11-24", "meal": "BREAKFAST", "mark": "DONE"}

    def test_a_meal_is_marked_and_the_mark_taken_back(self, scene):
        scene.published()
        answer = scene.phone.post("/diet/meals", data=self.DONE)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/diet?day=2026-11-24")
        assert "Eaten" in text(scene.phone.get("/diet"))
        scene.phone.post("/diet/meals/unmark", data={"day": "2026-11-24", "meal": "BREAKFAST"})
        assert "Eaten" not in text(scene.phone.get("/diet"))

    def test_htmx_gets_the_changed_day(self, scene):
        scene.published()
        assert "Partly eaten" in text(
            scene.phone.post("/diet/meals", data=self.DONE | {"mark": "PARTLY"}, headers=HTMX)
        )

    @pytest.mark.parametrize(
        "wrong", [{"mark": "EATEN"}, {"meal": "TEA"}, {"day": "24.11."}, {"day": ""}, {"mark": ""}]
    )
    def test_odd_input_is_named_and_nothing_is_marked(self, scene, wrong):
        scene.published()
        answer = scene.phone.post("/diet/meals", data=self.DONE | wrong)
        assert answer.status_code in (400, 422)
        assert "What to eat" in text(answer) or answer.status_code == 400

    def test_a_day_long_ago_is_refused_in_words(self, scene):
        scene.published()
        answer = scene.phone.post("/diet/meals", data=self.DONE | {"day": "2026-11-01"})
        assert answer.status_code == 409
        assert "last seven days" in text(answer)


class TestWorklist:
    def test_the_nutritionist_sees_full_course_clients_of_the_own_branch(self, scene):
        page = text(scene.desk.get("/desk/diet/clients"))
        assert "Shen Zhihe" in page
        assert "none yet" in page

    def test_what_waits_is_shown_with_its_clock_and_can_be_put_off(self, scene):
        scene.published()
        with clock.at(make.NOW + timedelta(days=11)):
            with scene.act():
                services.look("")
            scene.desk = scene.browser_of(scene.table.nutritionist.account_id)
            page = text(scene.desk.get("/desk/diet"))
            for words in ("Shen Zhihe", "Plan not opened", "1 day late", "Put off for a week"):
                assert words in page
            answer = scene.desk.post(f"{scene.base}/settle", data={"kind": "UNREAD"})
            assert answer.status_code == 303
            assert "1 day late" not in text(scene.desk.get("/desk/diet?scope=branch&kind=UNREAD"))
            assert scene.desk.post(f"{scene.base}/settle", data={"kind": "ODD"}).status_code == 400

    def test_a_list_about_health_is_a_look_at_each_client_on_it(self, scene):
        with scene.act():
            services.look("")
        scene.desk.get("/desk/diet")
        assert scene.look(lambda: records.access_log(client_id=scene.table.client.id).rows) == []
        with scene.act():
            services.ask(client_id=scene.table.client.id, words="Why?", actor_id="")
        scene.desk.get("/desk/diet")
        log = scene.look(lambda: records.access_log(client_id=scene.table.client.id).rows)
        assert [entry.what for entry in log] == ["diet_plan"]

    def test_a_client_or_a_manager_does_not_enter(self, scene):
        assert scene.phone.get("/desk/diet").status_code == 403
        with scene.act():
            manager = a_staff_member(scene.table.world, Role.HEALTH_MANAGER)
        assert scene.browser_of(manager.account_id).get("/desk/diet").status_code == 403


class TestEditor:
    def test_before_a_plan_is_begun_no_food_is_looked_up(self, scene):
        with listening(scene.app) as before:
            scene.desk.get(f"{scene.base}/plan?q=mf&food=EGG")
        assert not [one for one in before if "diet_food" in one.words]
        scene.desk.post(f"{scene.base}/start")
        with listening(scene.app) as after:
            scene.desk.get(f"{scene.base}/plan?q=mf")
        assert [one for one in after if "diet_food" in one.words]

    def test_a_plan_is_begun_and_a_food_found_and_added(self, scene):
        scene.desk.post(f"{scene.base}/start")
        page = text(scene.desk.get(f"{scene.base}/plan?day=1&meal=LUNCH&q=mf"))
        assert "Cooked white rice" in page
        page = text(scene.desk.get(f"{scene.base}/plan?day=1&meal=LUNCH&food=RICE_WHITE_COOKED"))
        assert "Amount of Cooked white rice" in page
        answer = scene.desk.post(
            f"{scene.base}/foods",
            data={"day": 1, "meal": "LUNCH", "food": "RICE_WHITE_COOKED", "amount": "1.5", "unit": "bowl"},
        )
        assert answer.status_code == 303
        page = text(scene.desk.get(answer.headers["Location"]))
        assert "1.5 bowl" in page
        assert "225" in page

    def test_enter_takes_the_first_food_then_the_amount_in_grams_then_the_next_meal(self, scene):
        scene.desk.post(f"{scene.base}/start")
        here = {"day": 0, "meal": "BREAKFAST"}
        page = text(scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&pick=1&q=mf"))
        assert "Amount of Cooked white rice" in page
        food = {"food": "RICE_WHITE_COOKED", "amount": "80g", "unit": "bowl"}
        scene.desk.post(f"{scene.base}/foods", data=here | food)
        (item,) = scene.draft().menu(0, Meal.BREAKFAST).items
        assert (item.amount, item.unit) == (80, "g")
        page = text(scene.desk.get(f"{scene.base}/plan?day=0&meal=BREAKFAST&pick=1&q="))
        assert "Monday · Morning snack" in page

    def test_a_copied_meal_waits_until_it_is_put_somewhere(self, scene):
        scene.drafted()
        page = text(scene.desk.get(f"{scene.base}/plan?day=3&meal=DINNER&held=0.BREAKFAST"))
        assert "Copied: Monday, Breakfast" in page
        scene.desk.post(f"{scene.base}/paste", data={"day": 3, "meal": "DINNER", "held": "0.BREAKFAST"})
        assert scene.draft().menu(3, Meal.DINNER) == scene.draft().menu(0, Meal.BREAKFAST)

    def test_allergens_are_seen_at_once(self, scene):
        scene.drafted(("PEANUT", "10", "g"))
        page = text(scene.desk.get(f"{scene.base}/plan"))
        assert "Allergies: peanut" in page
        assert "contains peanut" in page

    def test_who_looked_is_noted(self, scene):
        scene.drafted()
        scene.desk.get(f"{scene.base}/plan")
        log = scene.look(lambda: records.access_log(client_id=scene.table.client.id).rows)
        assert [entry.what for entry in log] == ["diet_plan"]

    @pytest.mark.parametrize("page", ["plan", "texts", "check"])
    def test_who_asks_like_a_script_is_noted_too_once_a_sitting(self, scene, page):
        scene.drafted()
        for _ in range(2):
            assert scene.desk.get(f"{scene.base}/{page}", headers=HTMX).status_code == 200
        log = scene.look(lambda: records.access_log(client_id=scene.table.client.id).rows)
        assert [entry.what for entry in log] == ["diet_plan"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"amount": "much"},
            {"amount": "-1"},
            {"amount": "NaN"},
            {"amount": "1e9"},
            {"unit": "barrel"},
            {"food": "NOPE"},
            {"food": ""},
            {"day": "7"},
            {"meal": "TEA"},
        ],
    )
    def test_odd_input_is_answered_in_words_and_changes_nothing(self, scene, wrong):
        scene.drafted()
        before = scene.draft()
        data = {"day": "1", "meal": "LUNCH", "food": "EGG", "amount": "1", "unit": "piece"} | wrong
        answer = scene.desk.post(f"{scene.base}/foods", data=data)
        assert answer.status_code == 422
        assert 'id="faults"' in text(answer)
        assert scene.draft() == before

    def test_a_food_is_taken_out_a_day_copied_and_a_meal_named(self, scene):
        scene.drafted()
        key = scene.draft().menu(0, Meal.BREAKFAST).items[0].key
        here = {"day": "0", "meal": "BREAKFAST"}
        scene.desk.post(f"{scene.base}/foods/remove", data=here | {"key": key})
        scene.desk.post(f"{scene.base}/meals", data=here | {"zh": "水煮蛋", "en": "Boiled egg"})
        scene.desk.post(f"{scene.base}/days", data=here | {"target": "3"})
        menu = scene.draft().menu(3, Meal.BREAKFAST)
        assert (len(menu.items), menu.title.en) == (1, "Boiled egg")

    def test_targets_can_be_typed(self, scene):
        scene.drafted()
        scene.desk.post(
            f"{scene.base}/targets", data={"activity": "LIGHT", "energy_low": "1500", "energy_high": "1700"}
        )
        assert "1,500\u20131,700" in text(scene.desk.get(f"{scene.base}/plan"))
        scene.desk.post(
            f"{scene.base}/targets",
            data={"activity": "LIGHT", "energy_low": "1,450", "energy_high": "1,750"},
        )
        page = text(scene.desk.get(f"{scene.base}/plan"))
        assert "1,450\u20131,750" in page
        assert 'value="1450" id="energy_low"' in page
        for odd in ("1,45", "14,50", "1,450,", ",450"):
            answer = scene.desk.post(f"{scene.base}/targets", data={"activity": "LIGHT", "energy_low": odd})
            assert answer.status_code == 422
            assert f'value="{odd}"' in text(answer)
        answer = scene.desk.post(f"{scene.base}/targets", data={"activity": "FLYING", "energy_low": "x"})
        assert answer.status_code == 422

    def test_htmx_gets_the_work_alone(self, scene):
        scene.drafted()
        page = text(scene.desk.get(f"{scene.base}/plan", headers=HTMX))
        assert page.startswith('<div class="live" id="diet-plans-work">')

    def test_letters_bring_the_foods_alone_and_a_choice_the_search(self, scene):
        scene.drafted()
        typed = {**HTMX, "HX-Target": "ul#foods-found"}
        assert text(scene.desk.get(f"{scene.base}/plan?q=mf", headers=typed)).startswith('<ul class="found"')
        chose = {**HTMX, "HX-Target": "div#diet-plans-find"}
        found = scene.desk.get(f"{scene.base}/plan?q=mf&pick=1", headers=chose)
        assert text(found).strip().startswith('<div id="diet-plans-find">')
        assert 'id="amount"' in text(found)
        assert "HX-Retarget" not in found.headers

    def test_a_food_that_was_added_draws_its_meal_and_what_hangs_on_it(self, scene):
        scene.drafted()
        adding = {**HTMX, "HX-Target": "div#diet-plans-meal"}

        def add(food: str, seen: str) -> str:
            what = {
                "day": "0",
                "meal": "LUNCH",
                "phase": "0",
                "food": food,
                "amount": "80",
                "unit": "g",
                "seen": seen,
            }
            return text(scene.desk.post(f"{scene.base}/foods", data=what, headers=adding)).strip()

        def seen() -> str:
            return re.search(r'id="meal-(\d+)-', text(scene.desk.get(f"{scene.base}/plan")))[1]

        known = seen()
        page = add("RICE_WHITE_COOKED", known)
        assert page.startswith('<div id="diet-plans-meal">')
        for part in ("diet-plans-totals", "diet-plans-phases", "cell-0-LUNCH", "kcal-0"):
            assert re.search(rf'id="{part}" hx-swap-oob="true"', page), part
        assert "diet-plans-grid" not in page
        # what another window changed meanwhile is seen: the whole is drawn
        assert add("RICE_WHITE_COOKED", known).startswith('<div class="live" id="diet-plans-work">')
        assert add("NOPE", seen()).startswith('<div class="live" id="diet-plans-work">')

    def test_enter_on_an_empty_search_draws_the_next_meal_whole(self, scene):
        scene.drafted()
        chose = {**HTMX, "HX-Target": "div#diet-plans-find"}
        answer = scene.desk.get(f"{scene.base}/plan?q=&pick=1", headers=chose)
        assert text(answer).startswith('<div class="live" id="diet-plans-work">')
        assert answer.headers["HX-Retarget"] == "#diet-plans-work"
        assert answer.headers["HX-Reswap"] == "outerMorph"

    def test_a_client_of_another_branch_or_plan_does_not_exist(self, scene):
        with scene.act():
            stranger, plain = make.a_table(), make.a_table(plan=Plan.MAINTENANCE)
            peer = a_staff_member(plain.world, Role.NUTRITIONIST)
        for path in ("plan", "texts", "check"):
            assert scene.desk.get(f"/desk/diet/clients/{stranger.client.id}/{path}").status_code == 404
            browser = scene.browser_of(peer.account_id)
            assert browser.get(f"/desk/diet/clients/{plain.client.id}/{path}").status_code == 404
        assert scene.desk.post(f"/desk/diet/clients/{stranger.client.id}/start").status_code == 404
        assert scene.desk.get("/desk/diet/clients/nobody/plan").status_code == 404

    def test_without_consent_nothing_is_shown_and_nothing_written(self, scene):
        with scene.act():
            table = make.a_table(agreed=False)
        browser = scene.browser_of(table.nutritionist.account_id)
        assert browser.get(f"/desk/diet/clients/{table.client.id}/plan").status_code == 404
        for verb in ("start", "meals", "foods", "texts", "publish"):
            assert browser.post(f"/desk/diet/clients/{table.client.id}/{verb}").status_code == 404, verb

    def test_a_nutritionist_on_standby_is_refused(self, scene):
        scene.drafted()
        with scene.act():
            organisation.open_branch(
                code="HQ", name_zh="总公司", name_en="Headquarters", is_headquarters=True, actor_id=""
            )
            a_staff_member(scene.table.world, Role.NUTRITIONIST)
            organisation.open_standby(
                staff_id=scene.table.nutritionist.id, reason_ref="case", review_due=make.TODAY, actor_id=""
            )
        assert scene.desk.get("/desk/diet").status_code in (303, 403)
        assert scene.desk.post(f"{scene.base}/start").status_code in (401, 403)


class TestSaveTexts:
    def test_texts_are_written_in_one_language_or_both(self, scene):
        scene.desk.post(f"{scene.base}/start")
        page = text(scene.desk.get(f"{scene.base}/texts"))
        base = re.search(r'name="base" value="(\w+)"', page)[1]
        answer = scene.desk.post(f"{scene.base}/texts", data={"base": base, "advice_en": "Less salt"})
        assert answer.status_code == 303
        assert "Less salt" in text(scene.desk.get(f"{scene.base}/texts"))

    def test_a_stale_text_is_shown_beside_the_saved_one(self, scene):
        scene.desk.post(f"{scene.base}/start")
        page = text(scene.desk.get(f"{scene.base}/texts"))
        base = re.search(r'name="base" value="(\w+)"', page)[1]
        scene.desk.post(f"{scene.base}/texts", data={"base": base, "tips_en": "First words"})
        answer = scene.desk.post(f"{scene.base}/texts", data={"base": base, "tips_en": "My own words"})
        page = text(answer)
        assert answer.status_code == 409
        assert "First words" in page
        assert "My own words" in page
        again = re.search(r'name="base" value="(\w+)"', page)[1]
        assert (
            scene.desk.post(
                f"{scene.base}/texts", data={"base": again, "tips_en": "My own words"}
            ).status_code
            == 303
        )

    def test_an_endless_text_is_refused_and_kept(self, scene):
        scene.desk.post(f"{scene.base}/start")
        answer = scene.desk.post(f"{scene.base}/texts", data={"tips_en": "x" * 2001})
        assert answer.status_code == 422
        assert "x" * 2001 in text(answer)


class TestPublish:
    def test_the_plan_is_looked_over_and_published(self, scene):
        revision = scene.drafted()
        assert "Publish version 1" in text(scene.desk.get(f"{scene.base}/check"))
        answer = scene.desk.post(f"{scene.base}/publish", data={"revision": revision, "looked_twice": "y"})
        assert answer.status_code == 303
        assert "Version 1" in text(scene.desk.get("/desk/diet/clients"))
        assert "Cooked white rice" in text(scene.phone.get("/diet"))

    def test_an_allergen_asks_for_a_reason(self, scene):
        revision = scene.drafted(("PEANUT", "10", "g"))
        answer = scene.desk.post(f"{scene.base}/publish", data={"revision": revision, "looked_twice": "y"})
        assert answer.status_code == 422
        assert "contains peanut" in text(answer)
        answer = scene.desk.post(
            f"{scene.base}/publish",
            data={"revision": revision, "reason_en": "Tested again", "looked_twice": "y"},
        )
        assert answer.status_code == 303

    def test_days_far_from_the_target_ask_for_a_second_look(self, scene):
        revision = scene.drafted()
        page = text(scene.desk.get(f"{scene.base}/check"))
        assert "far below the target" in page
        assert "far too low" in page
        answer = scene.desk.post(f"{scene.base}/publish", data={"revision": revision})
        assert answer.status_code == 422
        assert 'href="#looked_twice"' in text(answer)

    def test_an_older_state_does_not_win(self, scene):
        revision = scene.drafted()
        scene.desk.post(f"{scene.base}/publish", data={"revision": revision, "looked_twice": "y"})
        answer = scene.desk.post(f"{scene.base}/publish", data={"revision": revision, "looked_twice": "y"})
        assert answer.status_code == 409
        assert "published meanwhile" in text(answer)

    def test_of_many_at_once_one_wins_and_the_others_are_told(self, scene):
        revision = scene.drafted()
        browsers = [scene.browser_of(scene.table.nutritionist.account_id) for _ in range(8)]

        def press(browser):
            return browser.post(
                f"{scene.base}/publish", data={"revision": revision, "looked_twice": "y"}
            ).status_code

        days = [copy_context() for _ in browsers]  # each thread lives on the same day
        with ThreadPoolExecutor(len(browsers)) as pool:
            answers = sorted(pool.map(lambda day, browser: day.run(press, browser), days, browsers))
        assert answers == [303] + [409] * 7
        found = scene.look(lambda: queries.versions(scene.table.client.id))
        assert [(one.number, one.status) for one in found] == [(1, "EFFECTIVE")]

    @pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
    def test_an_odd_revision_is_refused(self, scene, revision):
        scene.drafted()
        answer = scene.desk.post(f"{scene.base}/publish", data={"revision": revision, "looked_twice": "y"})
        assert answer.status_code in (409, 422)

    def test_there_is_nothing_to_check_before_a_draft(self, scene):
        assert scene.desk.get(f"{scene.base}/check").status_code == 404


class TestFollowing:
    def test_the_client_reads_how_the_past_week_went_without_blame(self, scene):
        scene.published()
        scene.phone.post("/diet/meals", data={"day": make.TODAY, "meal": "BREAKFAST", "mark": "PARTLY"})
        with clock.at(make.NOW + timedelta(days=2)):
            page = text(scene.phone.get("/diet"))
            assert "0.5 of 2 meals as planned, 1 not marked" in page

    def test_on_the_first_day_no_meal_was_due(self, scene):
        scene.published()
        assert "past week" not in text(scene.phone.get("/diet"))
        assert "No meal was due in the past week." in text(scene.desk.get(f"{scene.base}/plan"))

    def test_the_nutritionist_sees_the_share_and_what_was_not_marked_apart(self, scene):
        scene.published()
        scene.phone.post("/diet/meals", data={"day": make.TODAY, "meal": "BREAKFAST", "mark": "DONE"})
        with clock.at(make.NOW + timedelta(days=2)):
            desk = scene.browser_of(scene.table.nutritionist.account_id)
            page = text(desk.get(f"{scene.base}/plan"))
        assert "<b>50%</b>" in page
        assert "1 of 2 meals as planned, 1 not marked" in page


class TestVersions:
    def republished(self, scene):
        scene.published()
        first = scene.look(lambda: queries.versions(scene.table.client.id))[0].id
        revision = scene.look(lambda: queries.draft(scene.table.client.id)).revision
        scene.desk.post(f"{scene.base}/meals", data={"day": 0, "meal": "BREAKFAST", "en": "Something new"})
        scene.desk.post(f"{scene.base}/publish", data={"revision": revision + 1, "looked_twice": "y"})
        return first

    def test_an_earlier_version_is_read_unchanged_by_both(self, scene):
        first = self.republished(scene)
        assert "/diet/versions" in text(scene.phone.get("/diet/plan"))
        assert "In effect now" in text(scene.phone.get("/diet/versions"))
        for page in (
            text(scene.phone.get(f"/diet/versions/{first}")),
            text(scene.desk.get(f"{scene.base}/versions/{first}")),
        ):
            assert "Replaced" in page
            assert "Cooked white rice" in page
            assert "Something new" not in page
        assert "Replaced" in text(scene.desk.get(f"{scene.base}/versions"))

    def test_before_a_plan_the_lists_say_so(self, scene):
        assert "No diet plan yet" in text(scene.phone.get("/diet/versions"))
        assert "Nothing has been published yet" in text(scene.desk.get(f"{scene.base}/versions"))

    def test_nobody_reads_another_clients_version(self, scene, app, act, sign_in):
        first, other = self.republished(scene), Scene(app, act, sign_in)
        assert other.phone.get(f"/diet/versions/{first}").status_code == 404
        assert other.desk.get(f"{other.base}/versions/{first}").status_code == 404
        assert other.desk.get(f"{scene.base}/versions/{first}").status_code == 404

    def test_the_look_of_the_nutritionist_is_noted(self, scene):
        first = self.republished(scene)
        before = scene.look(lambda: len(records.access_log(client_id=scene.table.client.id).rows))
        scene.desk.get(f"{scene.base}/versions/{first}")
        after = scene.look(lambda: len(records.access_log(client_id=scene.table.client.id).rows))
        assert after == before + 1
