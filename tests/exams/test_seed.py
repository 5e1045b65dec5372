"""The demo's exams are made by the same services that the pages call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.rules.flags import Flag
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.plans import services as plans
from webapp.seed import exams as seed


@pytest.mark.usefixtures("inside")
class TestSeed:
    def test_a_client_is_booked_examined_and_verified_with_the_figures_given(self):
        with clock.at(make.NOW):
            world = make.a_world()
            comprehensive = [item for item in seed_items("comprehensive") if item]
            world.package = plans.add_package(
                level="COMPREHENSIVE",
                name_zh="全面型",
                name_en="Comprehensive",
                items=comprehensive,
                actor_id="",
            )
            client = make.a_client(world, sex="FEMALE")
            people = [make.a_staff_member(world, Role.HEALTH_MANAGER) for _ in range(2)]
            desk = make.a_staff_member(world, Role.INSTITUTION_DESK, world.institution)
            first = make.EXAM_DAY + timedelta(days=4)
            made = seed.open_times(
                branch_id=world.branch.id,
                institution_id=world.institution.id,
                first=first,
                last=first + timedelta(days=6),
                capacity=3,
                actor_id="",
            )
            booking_id = seed.book_exam(client_id=client.id, day=first, actor_id="", nth=2)
            seed.attend(booking_id=booking_id, desk_staff_id=desk.id, desk_account_id=desk.account_id)
            report_id = seed.enter(
                booking_id=booking_id,
                branch_id=world.branch.id,
                figures={"sbp": "182", "tc": "5.9"},
                words={"f_us_thyroid": "Small nodule"},
                staff_id=people[0].id,
                account_id=people[0].account_id,
            )
            db.session.expire_all()
            seed.verify(
                report_id=report_id,
                branch_id=world.branch.id,
                staff_id=people[1].id,
                account_id=people[1].account_id,
            )
        results = {row.code: row for row in queries.results_of(report_id)}
        assert made == 16
        assert results["sbp"].flag == Flag.CRITICAL_HIGH
        assert results["f_us_thyroid"].words == "Small nodule"
        outside = {code for code, row in results.items() if row.flag in (Flag.HIGH, Flag.LOW)}
        assert outside <= {"tc", "bmi"}


def seed_items(code: str) -> list[str]:
    from webapp.toolbox.packaged import data

    packages = {package["level"].lower(): package for package in data("plans", "packages")["packages"]}
    return list(packages[code]["items"])
