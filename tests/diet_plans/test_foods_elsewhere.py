"""A draft that holds foods of another branch: it reads, is written on and published; nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from tests.diet_plans.test_views import HTMX, Scene, text
from tests.factories import diet_plans as make
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietDraft, DietFood, DietFoodKey, DietTemplate
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.foods import Unit, shipped
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Branch
from webapp.toolbox.words import Bilingual


def soup(name: str = "邻店汤"):
    bowl = Unit("pot", Bilingual("锅", "pot"), Decimal(400))
    named = replace(shipped()["TOMATO"], name=Bilingual(zh=name, en="Next door soup"), units=(bowl,))
    return replace(named, aliases=(), initials=(), sounds=(), allergens=frozenset({"PEANUT"}))


@pytest.fixture
def scene(app, act, sign_in):
    """Give a draft and a published plan with a food that now belongs to another branch."""
    with clock.at(make.NOW):
        scene = Scene(app, act, sign_in)
        with act():
            own = scene.table.world.branch.id
            food_id = services.add_to_food_table(soup(), branch_id=own, actor_id="")
            scene.soup = db.session.get(DietFood, food_id).code
            make.a_draft(scene.table, (scene.soup, "1", "pot"), ("EGG", "1", "piece"))
            services.keep_template(name=Bilingual(zh="一周", en="A week"), **scene.table.writing)
            reason = {"allergy_reason": Bilingual(zh="已问", en="Asked"), "looked_twice": True}
            services.publish(revision=make.revision_of(scene.table), **reason, **scene.table.writing)
        with act():
            other = Branch(name_zh="邻店", name_en="Next door", code="NEXT")
            db.session.add(other)
            db.session.flush()
            for rows, its_id in ((DietFood, DietFood.id), (DietFoodKey, DietFoodKey.food_id)):
                db.session.execute(update(rows).where(its_id == food_id).values(branch_id=other.id))
        yield scene


def here(scene, **more):
    return {"day": 0, "meal": "BREAKFAST", "phase": 0, "arranged": 0} | more


def key_of_soup(scene) -> str:
    return next(one.key for one in scene.draft().menu(0, Meal.BREAKFAST).items if one.food == scene.soup)


def revision(scene) -> int:
    return scene.look(lambda: queries.draft(scene.table.client.id).revision)


@pytest.mark.parametrize(
    "path", ["plan", "plan?q=tomato", "plan?held=0.BREAKFAST", "check", "preview", "texts", "templates"]
)
def test_every_page_of_the_draft_opens_and_names_the_food(scene, path):
    answer = scene.desk.get(f"{scene.base}/{path}")
    assert answer.status_code == 200
    if path in ("plan", "preview", "check"):
        assert "ext door soup" in text(answer)


def test_its_figures_and_allergens_count_as_before(scene):
    page = text(scene.desk.get(f"{scene.base}/plan"))
    assert "Next door soup contains" in page
    answer = scene.desk.post(f"{scene.base}/publish", data={"revision": revision(scene), "looked_twice": "y"})
    assert answer.status_code == 422


def test_it_is_changed_copied_taken_out_and_published(scene):
    desk, key = scene.desk, key_of_soup(scene)
    told = here(scene, key=key, amount="2", unit="pot", swaps="y")
    assert desk.post(f"{scene.base}/foods/change", data=told, headers=HTMX).status_code == 200
    assert desk.post(f"{scene.base}/days", data=here(scene, target=3), headers=HTMX).status_code == 200
    held = here(scene, held="0.BREAKFAST", meal="DINNER")
    assert desk.post(f"{scene.base}/paste", data=held, headers=HTMX).status_code == 200
    gone = desk.post(f"{scene.base}/foods/remove", data=here(scene, key=key), headers=HTMX)
    assert gone.status_code == 200
    data = {"revision": revision(scene), "looked_twice": "y", "reason_zh": "已问", "reason_en": "Asked"}
    assert desk.post(f"{scene.base}/publish", data=data).status_code in (302, 303)


def test_nobody_finds_it_or_adds_it_again(scene):
    assert (
        "ext door soup"
        not in text(scene.desk.get(f"{scene.base}/plan?q=lindian&day=0&meal=DINNER"))
        .split('id="foods-found"')[1]
        .split("</ul>")[0]
    )
    data = here(scene, food=scene.soup, amount="1", unit="pot")
    assert scene.desk.post(f"{scene.base}/foods", data=data).status_code == 422


def test_the_next_draft_begins_with_it(scene):
    with scene.act():
        db.session.execute(DietDraft.__table__.delete())
    with scene.act():
        services.start_draft(**scene.table.writing)
    assert scene.soup in scene.draft().codes
    assert scene.desk.get(f"{scene.base}/plan").status_code == 200


def test_a_template_with_it_is_refused_in_words(scene):
    kept = scene.look(lambda: db.session.scalars(select(DietTemplate.id)).one())
    answer = scene.desk.post(f"{scene.base}/templates/{kept}/use")
    assert answer.status_code == 409
    assert "only one branch has" in text(answer)
    pasted = scene.desk.post(f"{scene.base}/paste", data=here(scene, held="v1.week"))
    assert pasted.status_code == 422
