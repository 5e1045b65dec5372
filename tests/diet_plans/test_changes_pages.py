"""The nutritionist sees what changed between two versions (D1)."""

from __future__ import annotations

import pytest

from tests.diet_plans.test_views import Scene, text
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.kernel import clock


@pytest.fixture
def scene(app, act, sign_in):
    """Give three versions: the second has an egg more on Monday, the third another tip."""
    with clock.at(make.NOW):
        scene = Scene(app, act, sign_in)
        scene.published()
        here = {"day": 0, "meal": "LUNCH", "food": "EGG", "amount": "2", "unit": "piece"}
        scene.desk.post(f"{scene.base}/foods", data=here)
        publish(scene)
        scene.desk.post(f"{scene.base}/meals", data={"day": 1, "meal": "DINNER", "en": "Light soup"})
        publish(scene)
        yield scene


def publish(scene):
    revision = scene.look(lambda: queries.draft(scene.table.client.id).revision)
    with scene.act():
        services.publish(revision=revision, looked_twice=True, **scene.table.writing)


def changes(scene, number, **asked):
    key = scene.look(lambda: queries.version_numbered(scene.table.client.id, number).version.id)
    return scene.desk.get(f"{scene.base}/versions/{key}/changes", query_string=asked)


def test_a_version_is_compared_with_the_one_before_it(scene):
    page = text(changes(scene, 2))
    for words in ("From version 1 to version 2", "Monday, Lunch", "2 pieces (100 g)"):
        assert words in page
    assert "Light soup" not in page


def test_any_two_can_be_compared_in_both_directions(scene):
    page = text(changes(scene, 3, **{"from": "1"}))
    assert "2 pieces (100 g)" in page
    assert "Light soup" in page
    assert "From version 3 to version 1" in text(changes(scene, 1, **{"from": "3"}))


def test_the_list_leads_there_but_not_from_the_first_version(scene):
    page = text(scene.desk.get(f"{scene.base}/versions"))
    assert page.count("/changes") == 2


@pytest.mark.parametrize("asked", ["9", "x", "-1", "²", ""])
def test_an_odd_number_is_the_version_before(scene, asked):
    assert "From version 2 to version 3" in text(changes(scene, 3, **{"from": asked}))


def test_the_first_version_has_none_before_it_and_none_is_compared_with_itself(scene):
    assert changes(scene, 1).status_code == 404
    assert changes(scene, 2, **{"from": "2"}).status_code == 404


def test_another_clients_versions_are_out_of_reach(scene, app, act, sign_in):
    other = Scene(app, act, sign_in)
    key = scene.look(lambda: queries.version_numbered(scene.table.client.id, 2).version.id)
    assert other.desk.get(f"{other.base}/versions/{key}/changes").status_code == 404
    assert other.desk.get(f"{scene.base}/versions/{key}/changes").status_code == 404
