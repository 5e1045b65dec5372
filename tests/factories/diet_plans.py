"""A full-course client and her nutritionist, for tests of diet plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.factories.exams import NOW, World, a_client, a_staff_member, a_world
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.models import Client
from webapp.clients.rules import Capacity, Purpose
from webapp.diet_plans import services
from webapp.diet_plans.models import DietPlanVersion
from webapp.diet_plans.queries import draft
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Meal, Section
from webapp.diet_plans.rules.foods import edition, shipped
from webapp.kernel import crypto
from webapp.kernel.db import db
from webapp.organisation.models import Staff
from webapp.plans import services as plans
from webapp.plans.rules import Plan
from webapp.toolbox.words import Bilingual

TODAY = date(2026, 11, 24)  # the day of NOW in Shanghai, a Tuesday
FOODS = (
    *("RICE_WHITE_COOKED", "RICE_WHITE_RAW", "STEAMED_BUN", "SESAME_FLATBREAD", "OATS_DRY", "SWEET_POTATO"),
    *("EGG", "MILK_WHOLE", "SOY_MILK", "TOFU_FIRM", "PEANUT", "WALNUT", "PORK_LEAN", "SHRIMP", "SEA_BASS"),
    *("BROCCOLI", "TOMATO", "SPINACH", "APPLE", "ORANGE", "OIL_RAPESEED", "SALT", "DUMPLINGS"),
)
TIPS = Bilingual(zh="每天走六千步。", en="Walk six thousand steps a day.")
__all__ = ["NOW", "TODAY", "Table", "a_draft", "a_published_plan", "a_table", "some_foods"]


@dataclass(slots=True)
class Table:
    """Who sits at the table: a branch's nutritionist and a client whose plan contains diet plans."""

    world: World
    nutritionist: Staff
    client: Client

    @property
    def writing(self) -> dict[str, str]:
        """The arguments every writing verb takes."""
        return {
            "client_id": self.client.id,
            "staff_id": self.nutritionist.id,
            "actor_id": self.nutritionist.account_id,
        }


def a_table(*, allergies: str = "", plan: Plan = Plan.FULL_COURSE, agreed: bool = True) -> Table:
    """Register and enrol a client, hire a nutritionist; the client agrees to share the record."""
    world = a_world()
    client = a_client(world, enrolled=False)
    client.allergies = crypto.for_row(allergies, client.id) if allergies else None
    level = "DELUXE" if plan is Plan.FULL_COURSE else "STANDARD"
    world.institution.grade = "HIGH_END" if plan is Plan.FULL_COURSE else "REGULAR"
    package = plans.add_package(level=level, name_zh="体检", name_en="Exam", items=("lipid",), actor_id="")
    plans.enrol(
        client_id=client.id,
        branch_id=world.branch.id,
        plan=plan,
        package_id=package.id,
        institution_id=world.institution.id,
        starts=date(2026, 6, 1),
        actor_id="",
    )
    if agreed:
        clients.give_consent(client_id=client.id, purpose=Purpose.SHARE_WITH_NUTRITIONIST, actor_id="")
    db.session.flush()
    some_foods()
    table = Table(world, a_staff_member(world, Role.NUTRITIONIST), client)
    if plan is Plan.FULL_COURSE:
        clients.assign_care(
            client_id=client.id, capacity=Capacity.NUTRITIONIST, staff_id=table.nutritionist.id, actor_id=""
        )
    return table


def some_foods(*codes: str) -> None:
    """Fill the food table with a few of the shipped foods, and these."""
    services.import_foods([shipped()[code] for code in (*FOODS, *codes)], filled_from=edition())


def a_draft(table: Table, *foods: tuple[str, str, str]) -> int:
    """Start a plan with a tip and one breakfast a day; gives the draft's revision."""
    services.start_draft(**table.writing)
    services.save(texts={Section.TIPS: TIPS}, base=_base(table), **table.writing)
    for food, amount, unit in foods or (("RICE_WHITE_COOKED", "1", "bowl"), ("EGG", "1", "piece")):
        services.add_food(
            day=0, meal=Meal.BREAKFAST, food=food, amount=Decimal(amount), unit=unit, **table.writing
        )
    for day in range(1, 7):
        services.copy_day(source=0, target=day, **table.writing)
    return revision_of(table)


def _base(table: Table) -> str:
    found = draft(table.client.id)
    assert found
    return document.fingerprint_of_texts(document.read(found.content))


def revision_of(table: Table) -> int:
    """Give the revision of the client's draft as it is now."""
    found = draft(table.client.id)
    assert found
    return found.revision


def a_published_plan(table: Table) -> DietPlanVersion:
    """Write and publish version 1."""
    return services.publish(revision=a_draft(table), looked_twice=True, **table.writing)
