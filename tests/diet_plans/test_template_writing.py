"""A template written from nothing: nutritionist, branch and headquarters, each on the own shelf alone (D5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from tests.diet_plans.test_foods_elsewhere import soup
from tests.diet_plans.test_views import HTMX, Scene, scene, text  # noqa: F401 - a fixture
from tests.factories import diet_plans as make
from tests.factories.exams import a_staff_member, a_world
from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.models import DietDraft, DietTemplate
from webapp.diet_plans.refusals import MayNotWrite
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content, Meal
from webapp.diet_plans.rules.templates import OnShelf
from webapp.kernel import audit, crypto
from webapp.kernel.db import db
from webapp.organisation import services as organisation
from webapp.toolbox.words import Bilingual

SHELF = "/desk/diet/templates"
NAME = {"zh": "清淡一周", "en": "A light week"}
RICE = {"food": "RICE_WHITE_COOKED", "amount": "1", "unit": "bowl"}
HERE = {"day": 0, "meal": "LUNCH", "phase": 0, "arranged": 0}


@dataclass
class Shelves:
    """Two branches and headquarters, each with its people at the desk."""

    scene: Scene
    people: dict[str, FlaskClient]

    def begun(self, who: str) -> str:
        """Begin a template in somebody's name; give its id."""
        answer = self.people[who].post(SHELF, data=NAME)
        assert answer.status_code == 303
        return re.search(r"templates/([^/]+)/menus$", answer.location)[1]

    def do(self, who: str, template: str, deed: str, **typed: Any):
        return self.people[who].post(f"{SHELF}/{template}/{deed}", data=HERE | typed)

    def written(self, template: str) -> Content:
        return document.read(self.draft(template).content)

    def draft(self, template: str) -> DietDraft:
        asked = select(DietDraft).where(DietDraft.template_id == template)
        return self.scene.look(lambda: db.session.scalars(asked).one())

    def template(self, template: str) -> DietTemplate:
        return self.scene.look(lambda: db.session.get(DietTemplate, template))

    def save(self, who: str, template: str, **typed: Any):
        named = {f"name_{language}": words for language, words in NAME.items()}
        data = named | {"revision": self.draft(template).revision} | typed
        return self.people[who].post(f"{SHELF}/{template}/keep", data=data)

    def kept(self, who: str) -> str:
        """Write a template with one food and save it."""
        template = self.begun(who)
        assert self.do(who, template, "foods", **RICE).status_code == 303
        assert self.save(who, template).status_code == 303
        return template

    def offered(self, template: str) -> bool:
        """Tell whether the nutritionist is offered it for her client's plan, and may use it."""
        self.scene.drafted()
        listed = f"{template}/use" in text(self.scene.desk.get(f"{self.scene.base}/templates"))
        used = self.scene.desk.post(f"{self.scene.base}/templates/{template}/use").status_code
        assert (listed, used) in ((True, 303), (False, 404))
        return listed


@pytest.fixture
def shelves(scene: Scene) -> Shelves:  # noqa: F811
    with scene.act():
        here, there = scene.table.world, a_world()
        hired: dict[str, str] = {
            "colleague": a_staff_member(here, Role.NUTRITIONIST).account_id,
            "manager": a_staff_member(here, Role.BRANCH_MANAGER).account_id,
            "house": a_staff_member(here, Role.HQ_ADMIN).account_id,
            "elsewhere": a_staff_member(there, Role.NUTRITIONIST).account_id,
            "their manager": a_staff_member(there, Role.BRANCH_MANAGER).account_id,
        }
    people = {who: scene.browser_of(account_id) for who, account_id in hired.items()}
    return Shelves(scene, people | {"nutritionist": scene.desk})


WRITERS = ("nutritionist", "manager", "house")


@pytest.mark.parametrize("who", WRITERS)
class TestWriteFromNothing:
    def test_it_is_begun_empty_written_in_the_editor_and_saved(self, shelves: Shelves, who: str) -> None:
        template = shelves.begun(who)
        page = text(shelves.people[who].get(f"{SHELF}/{template}/menus"))
        for words in ("A light week", "Add a food", "Nothing in this meal yet.", "Save the template"):
            assert words in page
        shelves.do(who, template, "foods", **RICE)
        shelves.do(who, template, "foods", food="EGG", amount="80g", unit="piece")
        shelves.do(who, template, "days", target=2)
        shelves.do(who, template, "paste", held="0.LUNCH", day=4, meal="DINNER")
        menu = shelves.written(template).menu(4, Meal.DINNER)
        assert [(one.food, one.amount, one.unit) for one in menu.items] == [
            ("RICE_WHITE_COOKED", Decimal(1), "bowl"),
            ("EGG", Decimal(80), "g"),
        ]
        assert shelves.written(template).days[2] == shelves.written(template).days[0]
        assert shelves.save(who, template).status_code == 303
        assert shelves.template(template).content == document.write(shelves.written(template))

    def test_search_units_and_totals_are_those_of_the_editor(self, shelves: Shelves, who: str) -> None:
        template = shelves.begun(who)
        browser, at = shelves.people[who], f"{SHELF}/{template}/menus?day=0&meal=LUNCH"
        assert "Cooked white rice" in text(browser.get(f"{at}&q=mf"))
        assert "1 bowl" in text(browser.get(f"{at}&food=RICE_WHITE_COOKED")).replace("bowl (about", "1 bowl")
        page = text(browser.post(f"{SHELF}/{template}/foods", data=HERE | RICE, headers=HTMX))
        for words in ("Total of Monday", "195", "Average day of the template"):
            assert words in page
        for absent in ("allergen of the client", "Before publishing", ">no target<"):
            assert absent not in page

    def test_the_line_beside_the_menus_is_true_after_each_deed(self, shelves: Shelves, who: str) -> None:
        template = shelves.begun(who)
        browser, adding = shelves.people[who], HTMX | {"HX-Target": "div#diet-plans-meal"}
        line = re.compile(r'id="diet-plans-state" hx-swap-oob="true">([^<]+)<')

        def said(deed: str, headers: dict[str, str] = HTMX, **typed: Any) -> str:
            (words,) = line.findall(
                text(browser.post(f"{SHELF}/{template}/{deed}", data=HERE | typed, headers=headers))
            )
            return str(words)

        assert said("foods", **RICE).startswith("Not saved yet")
        assert shelves.save(who, template).status_code == 303
        page = text(browser.get(f"{SHELF}/{template}/menus"))
        assert re.search(r'<p class="q" id="diet-plans-state">Saved [^<]+\.</p>', page)
        moved = text(browser.get(f"{SHELF}/{template}/menus?day=1&meal=DINNER", headers=HTMX))
        assert line.findall(moved)[0].startswith("Saved ")
        seen = str(shelves.draft(template).revision)
        assert said("foods", adding, seen=seen, **RICE).startswith("Changed since it was saved")
        assert said("days", target=2).startswith("Changed since it was saved")

    def test_a_food_is_changed_noted_and_taken_out_and_a_meal_named(self, shelves: Shelves, who: str) -> None:
        template = shelves.begun(who)
        shelves.do(who, template, "foods", **RICE)
        (item,) = shelves.written(template).menu(0, Meal.LUNCH).items
        shelves.do(who, template, "foods/change", key=item.key, amount="2", unit="bowl", note_en="Unsalted")
        shelves.do(who, template, "meals", zh="米饭", en="Rice")
        (told,) = shelves.written(template).menu(0, Meal.LUNCH).items
        assert (told.amount, told.note.en) == (Decimal(2), "Unsalted")
        assert shelves.written(template).menu(0, Meal.LUNCH).title.en == "Rice"
        shelves.save(who, template)
        assert "Unsalted" in shelves.template(template).content  # written for everybody, so it goes along
        shelves.do(who, template, "foods/remove", key=item.key)
        assert shelves.written(template).menu(0, Meal.LUNCH).items == ()

    def test_its_phases_are_added_named_and_taken_out(self, shelves: Shelves, who: str) -> None:
        template = shelves.begun(who)
        shelves.do(who, template, "foods", **RICE)
        revision = shelves.draft(template).revision
        assert shelves.do(who, template, "phases", do="copy", revision=revision).status_code == 303
        shelves.do(
            who, template, "phases/name", phase=1, title_en="Later", revision=shelves.draft(template).revision
        )
        first, second = shelves.written(template).phases
        assert (second.title.en, second.days) == ("Later", first.days)
        shelves.do(who, template, "phases", do="remove", phase=1, revision=shelves.draft(template).revision)
        assert len(shelves.written(template).phases) == 1

    def test_it_is_offered_to_nobody_before_it_is_saved(self, shelves: Shelves, who: str) -> None:
        template = shelves.begun(who)
        shelves.do(who, template, "foods", **RICE)
        assert not shelves.offered(template)
        listed = {other: template in text(shelves.people[other].get(SHELF)) for other in shelves.people}
        assert [other for other, seen in listed.items() if seen] == [who]
        assert "Not saved yet" in text(shelves.people[who].get(SHELF))
        above = {"nutritionist": "manager", "manager": "house"}.get(who)
        if above:
            assert shelves.people[above].post(f"{SHELF}/{template}/share").status_code == 404
        shelves.save(who, template)
        assert shelves.offered(template)

    def test_an_empty_one_is_not_saved(self, shelves: Shelves, who: str) -> None:
        template = shelves.begun(who)
        answer = shelves.save(who, template)
        assert answer.status_code == 422
        assert "The template holds no food yet." in text(answer)
        assert shelves.template(template).kept_at is None

    @pytest.mark.parametrize("path", [SHELF, f"{SHELF}/%s/keep"])
    def test_without_a_name_it_is_asked_for_and_the_template_stays(
        self, shelves: Shelves, who: str, path: str
    ) -> None:
        template = shelves.begun(who)
        data = {
            "zh": " ",
            "en": "",
            "name_zh": " ",
            "name_en": "",
            "revision": shelves.draft(template).revision,
        }
        answer = shelves.people[who].post(path % template if "%" in path else path, data=data)
        assert answer.status_code == 422
        assert "Please write a name" in text(answer)
        assert shelves.template(template).name_en == "A light week"

    def test_it_is_changed_later_and_offered_as_it_was_until_it_is_saved_again(
        self, shelves: Shelves, who: str
    ) -> None:
        template = shelves.kept(who)
        shelves.do(who, template, "foods", food="EGG", amount="1", unit="piece")
        assert "Changed since it was saved" in text(shelves.people[who].get(SHELF))
        shelves.offered(template)
        assert shelves.scene.draft().codes == {"RICE_WHITE_COOKED"}
        shelves.save(who, template, name_en="A lighter week")
        assert shelves.template(template).name_en == "A lighter week"
        assert shelves.scene.draft().codes == {"RICE_WHITE_COOKED"}  # begun before: it keeps its menus
        shelves.offered(template)
        assert shelves.scene.draft().codes == {"RICE_WHITE_COOKED", "EGG"}

    def test_a_retired_one_is_offered_and_written_no_more_and_plans_made_of_it_stand(
        self, shelves: Shelves, who: str
    ) -> None:
        template = shelves.kept(who)
        assert shelves.offered(template)
        writing = shelves.scene.table.writing
        with shelves.scene.act():
            services.publish(revision=make.revision_of(shelves.scene.table), looked_twice=True, **writing)
        before = shelves.scene.draft()
        assert shelves.people[who].post(f"{SHELF}/{template}/retire").location.endswith(SHELF)
        assert shelves.people[who].get(f"{SHELF}/{template}/menus").status_code == 404
        assert shelves.do(who, template, "foods", **RICE).status_code == 404
        assert shelves.save(who, template).status_code == 404
        assert template not in text(shelves.people[who].get(SHELF))
        assert shelves.scene.draft() == before
        plan = shelves.scene.look(lambda: queries.effective_plan(shelves.scene.table.client.id))
        assert plan.content.days == before.days
        shelves.scene.desk.post(f"{shelves.scene.base}/templates/{template}/use")
        assert shelves.scene.draft() == before

    def test_each_deed_is_one_line_of_the_audit_chain_and_nobodys_record_is_looked_at(
        self, shelves: Shelves, who: str
    ) -> None:
        template = shelves.kept(who)
        shelves.people[who].post(f"{SHELF}/{template}/retire")

        def deeds() -> list[str]:
            entry = audit.AuditEntry
            asked = select(entry.action).where(entry.subject_id == template).order_by(entry.seq)
            return list(db.session.scalars(asked))

        assert sorted(shelves.scene.look(deeds)) == [
            "diet_plans.draft.food_added",
            "diet_plans.template.begun",
            "diet_plans.template.kept",
            "diet_plans.template.retired",
        ]


class TestWhose:
    """Headquarters' are everybody's, a branch's its own people's, a nutritionist's her own."""

    OFFERED = (
        ("house", {"nutritionist", "colleague", "elsewhere"}),
        ("manager", {"nutritionist", "colleague"}),
        ("nutritionist", {"nutritionist"}),
    )

    @pytest.mark.parametrize(("who", "to"), OFFERED)
    def test_it_is_seen_on_the_shelves_it_is_meant_for(
        self, shelves: Shelves, who: str, to: set[str]
    ) -> None:
        template = shelves.begun(who)
        shelves.do(who, template, "foods", food="EGG", amount="1", unit="piece")
        shelves.do(who, template, "meals", en="An egg that only this one names")
        shelves.save(who, template, name_en="A shelf of its own")
        nutritionists = {"nutritionist", "colleague", "elsewhere"}
        seen = {one for one in nutritionists if "A shelf of its own" in text(shelves.people[one].get(SHELF))}
        assert seen == to
        assert shelves.offered(template) == ("nutritionist" in to)

    @pytest.mark.parametrize("who", WRITERS)
    @pytest.mark.parametrize(
        ("deed", "typed"),
        [
            ("foods", RICE),
            ("foods/remove", {"key": "x"}),
            ("foods/change", {"key": "x", "amount": "1", "unit": "bowl"}),
            ("meals", {"en": "Mine"}),
            ("days", {"target": 3}),
            ("paste", {"held": "0"}),
            ("phases", {"do": "add", "revision": 2}),
            ("phases/name", {"title_en": "Mine", "revision": 2}),
            ("keep", NAME | {"revision": 2}),
            ("retire", {}),
        ],
    )
    def test_nobody_else_opens_or_changes_it(
        self, shelves: Shelves, who: str, deed: str, typed: dict[str, Any]
    ) -> None:
        template = shelves.kept(who)
        before = shelves.written(template), shelves.template(template).content
        for other in set(shelves.people) - {who}:
            assert shelves.people[other].get(f"{SHELF}/{template}/menus").status_code == 404
            assert shelves.do(other, template, deed, **typed).status_code == 404
        assert (shelves.written(template), shelves.template(template).content) == before
        assert shelves.template(template).retired_at is None

    @pytest.mark.parametrize("role", [Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR, Role.CLIENT])
    def test_others_have_no_business_there(self, shelves: Shelves, role: Role) -> None:
        template = shelves.kept("house")
        if role is Role.CLIENT:
            browser = shelves.scene.phone
        else:
            with shelves.scene.act():
                account_id = a_staff_member(shelves.scene.table.world, role).account_id
            browser = shelves.scene.browser_of(account_id)
        assert browser.post(SHELF, data=NAME).status_code == 403
        assert browser.get(f"{SHELF}/{template}/menus").status_code == 403
        assert browser.post(f"{SHELF}/{template}/keep", data=NAME).status_code == 403

    def test_headquarters_stand_first_then_the_branchs_then_her_own(self, shelves: Shelves) -> None:
        own, branchs, houses = (shelves.kept(who) for who in WRITERS)
        page = text(shelves.people["nutritionist"].get(SHELF))
        assert re.findall(r"templates/([^/]+)/menus", page) == [own]
        shelves.scene.drafted()
        listed = text(shelves.scene.desk.get(f"{shelves.scene.base}/templates"))
        assert re.findall(r"templates/([^/]+)/use", listed) == [houses, branchs, own]

    def test_headquarters_template_takes_headquarters_foods_alone(self, shelves: Shelves) -> None:
        with shelves.scene.act():
            own = shelves.scene.table.world.branch.id
            services.add_to_food_table(soup(), branch_id=own, actor_id="")
        code = shelves.scene.look(lambda: queries.search_foods("邻店汤", own)[0].code)
        typed = {"food": code, "amount": "1", "unit": "pot"}
        assert shelves.do("house", shelves.begun("house"), "foods", **typed).status_code == 422
        assert shelves.do("manager", shelves.begun("manager"), "foods", **typed).status_code == 303


class TestTwoWindows:
    def test_what_was_changed_since_it_was_looked_at_is_not_saved(self, shelves: Shelves) -> None:
        template = shelves.kept("manager")
        seen = shelves.draft(template).revision
        shelves.do("manager", template, "foods", food="EGG", amount="1", unit="piece")
        answer = shelves.save("manager", template, revision=seen)
        assert answer.status_code == 409
        assert "changed meanwhile" in text(answer)
        assert "EGG" not in shelves.template(template).content

    def test_a_deed_meant_for_another_phase_changes_nothing(self, shelves: Shelves) -> None:
        template = shelves.kept("house")
        shelves.do("house", template, "phases", do="add", revision=shelves.draft(template).revision)
        before = shelves.written(template)
        assert shelves.do("house", template, "foods", **RICE).status_code == 409
        assert shelves.written(template) == before

    def test_a_clients_version_is_not_pasted_into_a_template(self, shelves: Shelves) -> None:
        shelves.scene.published()
        template = shelves.kept("nutritionist")
        assert shelves.do("nutritionist", template, "paste", held="v1.week").status_code == 422
        page = text(shelves.people["nutritionist"].get(f"{SHELF}/{template}/menus?held=v1.week"))
        assert "Copied:" not in page


class TestStandby:
    def test_who_may_not_serve_writes_no_template(self, shelves: Shelves) -> None:
        template, writing = shelves.kept("nutritionist"), shelves.scene.table.writing
        staff = {"staff_id": writing["staff_id"], "actor_id": writing["actor_id"]}
        own = OnShelf(template, shelves.scene.table.world.branch.id, writing["staff_id"])
        with shelves.scene.act():
            organisation.open_branch(
                code="HQ", name_zh="总公司", name_en="Headquarters", is_headquarters=True, actor_id=""
            )
            organisation.open_standby(
                staff_id=writing["staff_id"], reason_ref="C1", review_due=make.TODAY, actor_id=""
            )
        deeds: list[Callable[[], object]] = [
            lambda: services.copy_day(source=0, target=1, template=own, **staff),
            lambda: services.keep_written(template=own, name=Bilingual("一", "One"), revision=2, **staff),
            lambda: services.begin_template(
                name=Bilingual("一", "One"), branch_id=own.branch_id, own=True, **staff
            ),
        ]
        for deed in deeds:
            with shelves.scene.act(), pytest.raises(MayNotWrite):
                deed()


class TestTheDatabaseDefends:
    @pytest.mark.parametrize(
        "owner",
        [
            {},
            {"client_id": "client", "template_id": "template", "branch_id": "branch"},
            {"client_id": "client", "branch_id": None},
        ],
    )
    def test_a_draft_is_of_one_client_in_a_branch_or_of_one_template(
        self, shelves: Shelves, owner: dict[str, str | None]
    ) -> None:
        template = shelves.begun("house")
        table = shelves.scene.table
        ids = {"client": table.client.id, "template": template, "branch": table.world.branch.id}
        values = {name: ids[value] if value else None for name, value in owner.items()}
        if "template_id" in values:
            with shelves.scene.act():  # its own draft makes room, so that only the rule can refuse
                db.session.execute(DietDraft.__table__.delete())
        row = {"id": "x" * 20, "changed_by": table.nutritionist.id} | values
        with pytest.raises(IntegrityError, match=r"ck_diet_draft|CHECK"), shelves.scene.act():
            db.session.execute(insert(DietDraft).values(content=crypto.for_row("{}", "x" * 20), **row))

    def test_a_template_has_one_draft(self, shelves: Shelves) -> None:
        template = shelves.begun("house")
        row = {"id": "x" * 20, "changed_by": shelves.scene.table.nutritionist.id, "template_id": template}
        with pytest.raises(IntegrityError), shelves.scene.act():
            db.session.execute(insert(DietDraft).values(content=crypto.for_row("{}", "x" * 20), **row))

    @pytest.mark.parametrize("values", [{"kept_revision": 0}, {"kept_at": None}])
    def test_what_is_kept_was_kept_at_a_revision(self, shelves: Shelves, values: dict[str, Any]) -> None:
        template = shelves.kept("house")
        with pytest.raises(IntegrityError, match=r"kept_at_a_revision|CHECK"), shelves.scene.act():
            db.session.execute(update(DietTemplate).where(DietTemplate.id == template).values(**values))
