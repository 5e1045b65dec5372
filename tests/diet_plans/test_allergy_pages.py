"""Pages about a new allergy: the client says it, both read the warning, the nutritionist answers (D3)."""

from __future__ import annotations

import pytest

from tests.diet_plans.test_views import Scene, scene, text  # noqa: F401 - a fixture
from webapp.clients import queries as clients
from webapp.diet_plans import queries

WARNING = "Please do not eat it."


@pytest.fixture
def warned(scene):  # noqa: F811
    """The client (PEANUT is known) says that she cannot eat eggs either; her breakfast is one."""
    scene.published()
    answer = scene.phone.post("/diet/allergies", data={"allergies": ["PEANUT", "EGG"]})
    assert answer.status_code == 303
    return scene


class TestSetAllergies:
    def test_what_is_known_is_ticked_and_kept(self, warned):
        page = text(warned.phone.get("/diet/allergies"))
        assert page.count("checked") == 2
        assert warned.look(lambda: clients.client(warned.table.client.id)).allergens == ("EGG", "PEANUT")

    def test_the_pages_warn_at_once_and_name_the_food(self, warned):
        for path in ("/diet", "/diet/plan", "/diet/allergies"):
            page = text(warned.phone.get(path))
            assert "Allergy: egg" in page
            assert WARNING in page
            assert "Allergy: peanut" not in page

    def test_an_odd_allergen_is_refused(self, scene):  # noqa: F811
        assert scene.phone.post("/diet/allergies", data={"allergies": ["MOON"]}).status_code == 422

    def test_the_nutritionist_notes_what_she_is_told(self, scene):  # noqa: F811
        scene.published()
        scene.desk.post(f"{scene.base}/allergies", data={"allergies": ["EGG"]})
        assert WARNING in text(scene.phone.get("/diet"))


class TestAnswerWarning:
    def answer(self, warned: Scene, **reason):
        (warning,) = warned.look(lambda: queries.allergy_warnings(warned.table.world.branch.id))
        return warned.desk.post(f"{warned.base}/allergies/{warning.id}", data=reason)

    def test_the_client_reads_the_reason(self, warned):
        assert "In the published plan: " in text(warned.desk.get(f"{warned.base}/allergies"))
        assert self.answer(warned, reason_en="Only raw egg is meant.").status_code == 303
        page = text(warned.phone.get("/diet"))
        assert "Only raw egg is meant." in page
        assert WARNING not in page

    def test_a_reason_is_asked_for(self, warned):
        assert self.answer(warned).status_code == 422
        assert WARNING in text(warned.phone.get("/diet"))

    def test_the_task_stands_on_the_list_until_then(self, warned):
        assert "New allergy" in text(warned.desk.get("/desk/diet"))
        self.answer(warned, reason_en="Only raw egg is meant.")
        assert "New allergy" not in text(warned.desk.get("/desk/diet"))


class TestTemplates:
    def test_the_shelf_says_which_templates_hold_what_this_client_must_not_eat(self, scene):  # noqa: F811
        scene.drafted()
        scene.desk.post(f"{scene.base}/templates", data={"zh": "早餐有蛋", "en": "Eggs for breakfast"})
        scene.desk.post(f"{scene.base}/allergies", data={"allergies": []})
        before = text(scene.desk.get(f"{scene.base}/templates"))
        assert "Eggs for breakfast" in before
        assert "Allergens of this client" not in before
        scene.desk.post(f"{scene.base}/allergies", data={"allergies": ["EGG"]})
        marked = text(scene.desk.get(f"{scene.base}/templates"))
        assert "Allergens of this client" in marked
        assert '<span class="sig act">egg' in marked
        scene.desk.post(f"{scene.base}/allergies", data={"allergies": ["PEANUT"]})
        assert "none known" in text(scene.desk.get(f"{scene.base}/templates"))
