"""The texts of a plan are saved while they are typed; of two writers nobody's words are lost (D1)."""

from __future__ import annotations

import re

import pytest

from tests.diet_plans.test_views import HTMX, Scene, text
from tests.factories import diet_plans as make
from webapp.diet_plans import queries
from webapp.diet_plans.rules.content import Section
from webapp.kernel import clock

BASE = re.compile(r'name="base" value="(\w+)"')


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(make.NOW):
        scene = Scene(app, act, sign_in)
        scene.desk.post(f"{scene.base}/start")
        yield scene


def base(scene) -> str:
    return BASE.search(text(scene.desk.get(f"{scene.base}/texts")))[1]


def type_on(scene, over, **typed):
    """Save as the script does while somebody types."""
    return scene.desk.post(f"{scene.base}/texts", data={"base": over} | typed, headers=HTMX)


def revision(scene) -> int:
    return scene.look(lambda: queries.draft(scene.table.client.id).revision)


def tips(scene) -> str:
    return scene.draft().text(Section.TIPS).en


def test_what_is_typed_is_saved_and_the_next_words_go_over_it(scene):
    answer = type_on(scene, base(scene), tips_en="Walk")
    assert answer.status_code == 200
    assert "Saved · " in text(answer)
    assert "<html" not in text(answer)
    again = type_on(scene, BASE.search(text(answer))[1], tips_en="Walk after dinner")
    assert 'data-state="saved"' in text(again)
    assert tips(scene) == "Walk after dinner"


def test_saving_the_same_words_again_writes_nothing(scene):
    type_on(scene, base(scene), tips_en="Walk")
    before = revision(scene)
    assert 'data-state="saved"' in text(type_on(scene, "an old base", tips_en="Walk"))
    assert revision(scene) == before


def test_over_somebody_elses_words_nothing_is_saved_and_both_can_be_compared(scene):
    over = base(scene)
    type_on(scene, over, tips_en="The first one's words")
    answer = type_on(scene, over, tips_en="The second one's words")
    assert answer.status_code == 409
    assert "Somebody else changed the texts" in text(answer)
    assert 'data-state="open"' in text(answer)
    assert tips(scene) == "The first one's words"
    kept = BASE.search(text(answer))[1]
    assert kept == over
    page = scene.desk.post(f"{scene.base}/texts", data={"base": kept, "tips_en": "The second one's words"})
    assert page.status_code == 409
    assert "The first one&#39;s words" in text(page)
    assert "The second one&#39;s words" in text(page)


def test_menus_that_change_meanwhile_do_no_harm(scene):
    over = base(scene)
    here = {"day": 0, "meal": "LUNCH", "food": "EGG", "amount": "1", "unit": "piece"}
    scene.desk.post(f"{scene.base}/foods", data=here)
    assert 'data-state="saved"' in text(type_on(scene, over, tips_en="Walk"))
    assert scene.draft().codes == {"EGG"}


def test_a_text_that_is_too_long_is_named_and_not_saved(scene):
    answer = type_on(scene, base(scene), tips_en="x" * 2001)
    assert answer.status_code == 422
    assert 'href="#tips_en"' in text(answer)
    assert 'data-state="open"' in text(answer)
    assert tips(scene) == ""


def test_without_javascript_the_button_saves_and_leads_on(scene):
    answer = scene.desk.post(f"{scene.base}/texts", data={"base": base(scene), "tips_en": "Walk"})
    assert answer.status_code == 303
    assert tips(scene) == "Walk"
