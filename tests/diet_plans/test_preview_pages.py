"""The draft as the client's phone will show it, before anybody is told of it."""

from __future__ import annotations

import re

import pytest

from tests.diet_plans.test_views import Scene, text
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.kernel import clock
from webapp.records import queries as records


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(make.NOW):
        scene = Scene(app, act, sign_in)
        scene.drafted()
        yield scene


def preview(scene, **asked):
    return scene.desk.get(f"{scene.base}/preview", query_string=asked)


def meals(page: str) -> list[str]:
    """Give the cards of the meals, without what a client can press there."""
    cards = re.findall(r'<section class="card meal".*?</section>', page, re.DOTALL)
    plain = [re.sub(r'<form.*?</form>|<p class="links">.*?</p>', "", card, flags=re.DOTALL) for card in cards]
    return [re.sub(r"\s+", "", card) for card in plain]


def test_the_preview_shows_what_the_client_reads_once_it_is_published(scene):
    shown = text(preview(scene))
    assert "Tip of the day" in shown
    revision = scene.look(lambda: queries.draft(scene.table.client.id).revision)
    with scene.act():
        services.publish(revision=revision, looked_twice=True, **scene.table.writing)
    assert meals(shown) == meals(text(scene.phone.get("/diet")))
    assert meals(shown)


def test_nothing_of_it_reaches_the_client(scene):
    preview(scene)
    assert "No diet plan yet" in text(scene.phone.get("/diet"))
    assert scene.look(lambda: queries.versions(scene.table.client.id)) == []


def test_every_link_and_button_is_one_the_nutritionist_may_press(scene):
    main = text(preview(scene)).split("<main")[1]
    assert "<form" not in main
    for href in set(re.findall(r'href="([^"#]+)"', main)) - {""}:
        if href.startswith("/desk"):
            assert scene.desk.get(href.replace("&amp;", "&")).status_code == 200, href
        else:
            assert href.startswith("/static/"), href


def test_each_phase_is_shown_on_its_first_day(scene):
    revision = scene.look(lambda: queries.draft(scene.table.client.id).revision)
    scene.desk.post(f"{scene.base}/phases", data={"phase": 0, "do": "add", "revision": revision})
    assert "Nothing is planned for this day" in text(preview(scene, phase=1))
    assert "Phase 2 of 2" in text(preview(scene, phase=1))
    assert "Cooked white rice" in text(preview(scene, phase=0))
    assert "Nothing is planned for this day" in text(preview(scene, day="2026-12-08"))
    assert "Cooked white rice" in text(preview(scene, day="2026-12-07"))


@pytest.mark.parametrize(
    "asked",
    [
        {"day": "x"},
        {"day": "9999-12-31"},
        {"day": "2020-01-01"},
        {"phase": "9"},
        {"phase": "-1"},
        {"phase": "²"},
    ],
)
def test_an_odd_day_or_phase_is_today(scene, asked):
    answer = preview(scene, **asked)
    assert answer.status_code == 200
    assert "Cooked white rice" in text(answer)


def test_who_looked_is_noted_and_a_stranger_or_nothing_begun_is_not_shown(scene):
    before = scene.look(lambda: len(records.access_log(client_id=scene.table.client.id).rows))
    preview(scene)
    assert scene.look(lambda: len(records.access_log(client_id=scene.table.client.id).rows)) == before + 1
    with scene.act():
        stranger = make.a_table()
    assert scene.desk.get(f"/desk/diet/clients/{stranger.client.id}/preview").status_code == 404
    desk = scene.browser_of(stranger.nutritionist.account_id)
    assert desk.get(f"/desk/diet/clients/{stranger.client.id}/preview").status_code == 404
    assert scene.phone.get(f"{scene.base}/preview").status_code == 403
