from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from webapp.clients.rules import OCCUPATIONS
from webapp.plans.rules import (
    UNCOUNTED,
    Condition,
    Grant,
    Item,
    ItemChange,
    Kind,
    Matrix,
    PackageLine,
    Person,
    Plan,
    addable_items,
    institution_fits,
    items_for,
    items_waiting,
    may_change_items,
    next_year_starts,
    read_fees,
    read_lines,
    read_matrix,
    service_year_ends,
    write_lines,
)
from webapp.toolbox.packaged import data


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return read_matrix(data("plans", "matrix"))


def rights(matrix: Matrix, plan: Plan, kind: Kind = Kind.INDIVIDUAL) -> dict[str, int]:
    return matrix.entitlements(plan=plan, kind=kind)


class TestMatrix:
    @pytest.mark.parametrize(
        ("plan", "kind", "levels"),
        [
            (Plan.MAINTENANCE, Kind.GROUP, ("ECONOMY", "STANDARD", "COMPREHENSIVE")),
            (Plan.MAINTENANCE, Kind.INDIVIDUAL, ("STANDARD", "COMPREHENSIVE")),
            (Plan.CHRONIC, Kind.INDIVIDUAL, ("STANDARD", "COMPREHENSIVE")),
            (Plan.FULL_COURSE, Kind.INDIVIDUAL, ("DELUXE",)),
            (Plan.FULL_COURSE, Kind.GROUP, ("DELUXE",)),
        ],
    )
    def test_each_plan_takes_its_packages_and_no_other(
        self, matrix: Matrix, plan: Plan, kind: Kind, levels: tuple[str, ...]
    ) -> None:
        assert matrix.packages(plan=plan, kind=kind) == levels

    def test_every_plan_has_one_exam_and_one_assessment_a_year(self, matrix: Matrix) -> None:
        for plan in Plan:
            for kind in Kind:
                granted = rights(matrix, plan, kind)
                assert (granted[Item.EXAM], granted[Item.ASSESSMENT]) == (1, 1), (plan, kind)

    def test_doctor_diet_plan_and_green_channel_come_with_the_full_course_only(self, matrix: Matrix) -> None:
        special = {Item.FAMILY_DOCTOR, Item.DIET_PLAN, Item.GREEN_CHANNEL}
        assert special <= rights(matrix, Plan.FULL_COURSE).keys()
        for plan in (Plan.MAINTENANCE, Plan.CHRONIC):
            assert not special & rights(matrix, plan).keys()

    def test_the_maintenance_plan_has_neither_chronic_care_nor_text_reminders(self, matrix: Matrix) -> None:
        granted = rights(matrix, Plan.MAINTENANCE)
        assert not {Item.CHRONIC_CARE, Item.SMS_REMINDER} & granted.keys()

    def test_lectures_and_the_group_assessment_belong_to_groups(self, matrix: Matrix) -> None:
        assert not {Item.LECTURE, Item.GROUP_ASSESSMENT} & rights(matrix, Plan.MAINTENANCE).keys()
        assert {Item.LECTURE, Item.GROUP_ASSESSMENT} <= rights(matrix, Plan.MAINTENANCE, Kind.GROUP).keys()

    @pytest.mark.parametrize(
        ("plan", "tier"), [(Plan.MAINTENANCE, 1), (Plan.CHRONIC, 2), (Plan.FULL_COURSE, 3)]
    )
    def test_the_record_s_tier_follows_the_plan(self, matrix: Matrix, plan: Plan, tier: int) -> None:
        grant = matrix.grant(plan=plan, kind=Kind.INDIVIDUAL, item=Item.RECORD)
        assert grant
        assert grant.tier == tier

    def test_a_right_without_a_number_is_not_counted(self, matrix: Matrix) -> None:
        assert rights(matrix, Plan.FULL_COURSE)[Item.GREEN_CHANNEL] == UNCOUNTED

    def test_a_cell_taken_out_of_the_data_takes_the_right_away(self) -> None:
        body = deepcopy(data("plans", "matrix"))
        row = next(row for row in body["items"] if row["code"] == "DIET_PLAN")
        del row["grants"]["FULL_COURSE.INDIVIDUAL"]
        assert Item.DIET_PLAN not in rights(read_matrix(body), Plan.FULL_COURSE)

    def test_an_unknown_item_is_refused(self) -> None:
        body = deepcopy(data("plans", "matrix"))
        body["items"][0]["code"] = "MASSAGE"
        with pytest.raises(ValueError):
            read_matrix(body)


class TestReadFees:
    def test_amounts_are_decimal_yuan(self) -> None:
        lines = read_fees(data("plans", "fees"))
        assert all(isinstance(line.yuan, Decimal) and line.name.zh and line.name.en for line in lines)

    def test_something_may_cost_nothing(self) -> None:
        free = read_fees({"lines": [{"code": "X", "zh": "一", "en": "one", "yuan": "0"}]})
        assert free[0].yuan == 0

    @pytest.mark.parametrize("yuan", ["-1", "-0.01", "NaN", "Infinity"])
    def test_a_fee_is_a_number_not_below_zero(self, yuan: str) -> None:
        with pytest.raises(ValueError):
            read_fees({"lines": [{"code": "X", "zh": "一", "en": "one", "yuan": yuan}]})


class TestServiceYearEnds:
    @pytest.mark.parametrize(
        ("starts", "ends"),
        [("2026-06-01", "2027-05-31"), ("2026-01-01", "2026-12-31"), ("2028-02-29", "2029-02-28")],
    )
    def test_a_plan_runs_twelve_months(self, starts: str, ends: str) -> None:
        assert service_year_ends(date.fromisoformat(starts)) == date.fromisoformat(ends)


class TestNextYearStarts:
    def test_it_begins_today_or_where_the_running_one_ends(self) -> None:
        today, ends = date(2026, 11, 22), date(2026, 12, 31)
        assert next_year_starts(None, today) == today
        assert next_year_starts(ends, today) == date(2027, 1, 1)


class TestInstitutionFits:
    def test_the_full_course_is_examined_at_a_high_end_institution(self) -> None:
        matrix = read_matrix(data("plans", "matrix"))
        needed = matrix.grades[Plan.FULL_COURSE]
        assert institution_fits(grade_needed=needed, grade="HIGH_END")
        assert not institution_fits(grade_needed=needed, grade="REGULAR")


LINES = (
    PackageLine("lipid"),
    PackageLine("mammo", Condition("FEMALE", 45)),
    PackageLine("psa", Condition("MALE", 50, 75)),
)


class TestItemsFor:
    def test_an_item_is_for_its_sex_only(self) -> None:
        assert items_for(LINES, Person("FEMALE", 60)) == ("lipid", "mammo")
        assert items_for(LINES, Person("MALE", 60)) == ("lipid", "psa")

    @pytest.mark.parametrize(("age", "gets"), [(49, False), (50, True), (75, True), (76, False)])
    def test_an_item_is_for_its_ages_only_both_ends_included(self, age: int, gets: bool) -> None:
        assert ("psa" in items_for(LINES, Person("MALE", age))) is gets

    @pytest.mark.parametrize(
        ("occupation", "gets", "waits"),
        [
            ("production_transport", True, False),
            ("military", True, False),
            ("clerical", False, False),
            ("none", False, False),
            ("", False, True),
        ],
    )
    def test_an_item_is_for_its_occupations_only_and_one_never_told_is_asked_for(
        self, occupation: str, gets: bool, waits: bool
    ) -> None:
        dust = PackageLine("lung", Condition(occupations=frozenset({"production_transport", "military"})))
        person = Person("MALE", 40, occupation)
        assert items_for((*LINES, dust), person) == (("lipid", "lung") if gets else ("lipid",))
        assert items_waiting((*LINES, dust), person) == (("lung",) if waits else ())

    @pytest.mark.parametrize(("sex", "age"), [("MALE", 50), ("FEMALE", 39), ("FEMALE", 61)])
    def test_sex_age_and_occupation_all_count_and_nothing_waits_for_who_would_not_get_it_anyway(
        self, sex: str, age: int
    ) -> None:
        only = PackageLine("lung", Condition("FEMALE", 40, 60, frozenset({"clerical"})))
        assert items_for((only,), Person("FEMALE", 50, "clerical")) == ("lung",)
        assert items_for((only,), Person(sex, age, "clerical")) == ()
        assert items_waiting((only,), Person(sex, age)) == ()

    def test_a_code_that_the_national_form_does_not_have_is_no_condition(self) -> None:
        with pytest.raises(ValueError, match="no such occupation"):
            Condition(occupations=frozenset({"astronaut"}))

    def test_lines_are_read_as_they_were_written(self) -> None:
        lines = (
            *LINES,
            PackageLine("lung", Condition("FEMALE", 40, None, frozenset({"military", "clerical"}))),
        )
        assert read_lines(write_lines(lines)) == lines
        assert '"occupations": ["clerical", "military"]' in write_lines(lines)

    def test_an_added_item_that_the_package_gives_too_is_there_once(self) -> None:
        change = ItemChange(added=("psa",), reason="r")
        assert items_for(LINES, Person("MALE", 60), change=change) == ("lipid", "psa")

    def test_what_is_left_out_goes_and_what_is_added_comes_last(self) -> None:
        change = ItemChange(added=("mammo",), left_out=("lipid",), reason="r")
        assert items_for(LINES, Person("FEMALE", 40), change=change) == ("mammo",)

    def test_ages_that_run_backwards_are_no_condition(self) -> None:
        with pytest.raises(ValueError, match="backwards"):
            Condition("", 60, 50)

    def test_one_age_alone_every_age_and_all_occupations_are_conditions(self) -> None:
        assert Condition("", 50, 50).holds(Person("MALE", 50))
        assert Condition("", 0, 0).holds(Person("MALE", 0))
        assert Condition("", None, None).holds(Person("MALE", 0))
        assert Condition(occupations=frozenset(OCCUPATIONS))
        with pytest.raises(ValueError, match="backwards"):
            Condition("", -1, 50)


class TestMayChangeItems:
    OPEN = Grant(items_change=True)

    def may(self, change: ItemChange, grant: Grant = OPEN) -> bool:
        return may_change_items(change, grant=grant, items=("lipid",), known=("lipid", "mammo"))

    def test_a_plan_with_fixed_items_lets_nothing_be_changed(self) -> None:
        assert self.may(ItemChange(added=("mammo",), reason="r"))
        assert not self.may(ItemChange(added=("mammo",), reason="r"), Grant())

    def test_each_change_has_a_reason(self) -> None:
        assert not self.may(ItemChange(added=("mammo",), reason=" "))

    def test_only_what_can_be_examined_is_added_and_only_what_is_there_left_out(self) -> None:
        assert not self.may(ItemChange(added=("horoscope",), reason="r"))
        assert not self.may(ItemChange(added=("lipid",), reason="r"))
        assert not self.may(ItemChange(left_out=("mammo",), reason="r"))

    def test_everything_that_is_there_can_be_left_out(self) -> None:
        assert self.may(ItemChange(left_out=("lipid",), reason="r"))

    def test_nothing_of_the_other_sex_can_be_added(self) -> None:
        assert addable_items(LINES, ("lipid", "mammo", "psa"), sex="FEMALE") == {"lipid", "mammo"}

    def test_only_the_full_course_lets_one_person_s_items_be_changed(self, matrix: Matrix) -> None:
        grants = {plan: matrix.grant(plan=plan, kind=Kind.INDIVIDUAL, item=Item.EXAM) for plan in Plan}
        assert [plan for plan, grant in grants.items() if grant and grant.items_change] == [Plan.FULL_COURSE]
