"""What is examined depends on the occupation too; one that nobody told is asked for (P2)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn
from tests.factories import plans
from tests.factories.plans import Shop
from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.queries import Client
from webapp.plans import queries, services
from webapp.plans.models import ExamPackage
from webapp.plans.rules import Condition, Item, ItemChange, Plan

WORKER, CLERK = "production_transport", "clerical"
DUST = Condition(occupations=frozenset({WORKER, "agriculture_etc"}))


@dataclass
class Scene:
    """A shop whose standard package looks at the lungs of those who work in dust."""

    shop: Shop
    act: Act
    browser: FlaskClient

    def tell(self, occupation: str) -> None:
        with self.act():
            client_services.set_occupation(client_id=self.shop.client.id, occupation=occupation, actor_id="")

    def person(self) -> Client:
        found = clients.client(self.shop.client.id)
        assert found
        return found

    def buy(self) -> str:
        with self.act():
            return self.shop.buy().id

    def items(self, enrolment_id: str) -> tuple[str, ...]:
        with self.act():
            found = queries.enrolment(enrolment_id)
            assert found
            return found.item_codes


@pytest.fixture
def scene(app: Flask, act: Act, client: FlaskClient, sign_in: SignIn) -> Scene:
    with act():
        shop = plans.open_shop()
        services.retire_package(package_id=shop.packages["STANDARD"].id, actor_id="")
        shop.packages["STANDARD"] = _dusty("STANDARD")
        services.retire_package(package_id=shop.packages["DELUXE"].id, actor_id="")
        shop.packages["DELUXE"] = _dusty("DELUXE")
    return Scene(shop, act, sign_in(client, shop.client.account_id))


def _dusty(level: str) -> ExamPackage:
    return services.add_package(
        level=level,
        name_zh="标准型",
        name_en="Standard",
        items=["glucose", "lung_function", "lipid"],
        conditions={"lung_function": DUST},
        actor_id="",
    )


class TestEnrol:
    @pytest.mark.parametrize(
        ("occupation", "items"),
        [
            (WORKER, ("glucose", "lung_function", "lipid")),
            (CLERK, ("glucose", "lipid")),
            ("", ("glucose", "lipid")),
        ],
    )
    def test_a_year_holds_what_is_for_the_occupation(
        self, scene: Scene, occupation: str, items: tuple[str, ...]
    ) -> None:
        scene.tell(occupation)
        assert scene.items(scene.buy()) == items


class TestTold:
    def test_until_the_exam_is_booked_the_items_follow_what_is_told(self, scene: Scene) -> None:
        year = scene.buy()
        for occupation, has in ((WORKER, True), (CLERK, False), (WORKER, True), ("", False)):
            scene.tell(occupation)
            assert ("lung_function" in scene.items(year)) is has

    def test_what_was_booked_is_what_is_examined(self, scene: Scene) -> None:
        year = scene.buy()
        with scene.act():
            services.use(enrolment_id=year, item=Item.EXAM)
        scene.tell(WORKER)
        assert scene.items(year) == ("glucose", "lipid")

    def test_what_was_changed_while_applying_stays_changed(self, scene: Scene) -> None:
        with scene.act():
            change = ItemChange(("bone",), ("glucose",), "Her doctor asked for it.")
            scene.shop.choose(Plan.FULL_COURSE, change=change)
            year = scene.shop.activate(scene.shop.submit()).id
        assert scene.items(year) == ("lipid", "bone")
        scene.tell(WORKER)
        assert scene.items(year) == ("lung_function", "lipid", "bone")
        with scene.act():
            found = queries.enrolment(year)
            assert found
            assert (found.item_change.added, found.item_change.left_out) == (("bone",), ("glucose",))

    def test_a_year_that_is_over_stays_as_it_was(self, scene: Scene) -> None:
        year = scene.buy()
        with scene.act():
            found = queries.enrolment(year)
            assert found
            found.status = "ENDED"
        scene.tell(WORKER)
        assert scene.items(year) == ("glucose", "lipid")


class TestPages:
    def test_whoever_has_not_told_it_reads_what_waits_and_goes_on_from_there(self, scene: Scene) -> None:
        scene.browser.post("/plan/apply", data={"plan": "MAINTENANCE"})
        page = scene.browser.get("/plan/apply/package").text
        assert "examinations for your age, sex and occupation" in page
        assert "Not included as long as we do not know your occupation: Lung function" in page
        assert '/me/occupation?back=/plan/apply/package"' in page.replace("%2F", "/").replace("&#x2f;", "/")
        asked = scene.browser.get("/me/occupation?back=/plan/apply/package")
        assert 'name="back" value="/plan/apply/package"' in asked.text
        told = scene.browser.post(
            "/me/occupation", data={"occupation": WORKER, "back": "/plan/apply/package"}
        )
        assert (told.status_code, told.headers["Location"]) == (303, "/plan/apply/package")
        page = scene.browser.get("/plan/apply/package").text
        assert "Not included" not in page
        assert "<li>Lung function" in page

    def test_after_buying_the_plan_s_page_says_it_until_it_is_told(self, scene: Scene) -> None:
        scene.buy()
        assert "Not included as long as we do not know your occupation" in scene.browser.get("/plan").text
        scene.tell(CLERK)
        assert "Not included" not in scene.browser.get("/plan").text

    @pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/x", "x"])
    def test_the_way_back_never_leaves_the_house(self, scene: Scene, back: str) -> None:
        told = scene.browser.post("/me/occupation", data={"occupation": CLERK, "back": back})
        assert told.headers["Location"].startswith("/")
        assert "elsewhere" not in told.headers["Location"]

    @pytest.mark.parametrize("answers", [{"occupation": "astronaut"}, {}])
    def test_what_is_not_on_the_list_is_refused_at_its_field(
        self, scene: Scene, answers: dict[str, str]
    ) -> None:
        scene.tell(CLERK)
        refused = scene.browser.post("/me/occupation", data=answers)
        assert refused.status_code == 422
        assert 'href="#occupation"' in refused.text
        with scene.act():
            assert scene.person().occupation == CLERK


class TestOffer:
    def test_what_waits_is_named_for_each_package(self, scene: Scene) -> None:
        with scene.act():
            found = queries.matrix()
            assert found
            day = queries.would_start(scene.shop.choose_plan(Plan.MAINTENANCE))
            offers = queries.packages_for(Plan.MAINTENANCE, found, scene.person(), day=day)
            assert {one.package.level: one.waiting for one in offers} == {
                "STANDARD": ("lung_function",),
                "COMPREHENSIVE": (),
            }
