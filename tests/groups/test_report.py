"""What is counted, what is told first, and what is suggested (S6)."""

from __future__ import annotations

from typing import Any

from tests.factories.groups import WELL
from webapp.assessments.rules.intake import check
from webapp.assessments.rules.report import assess
from webapp.groups.rules.report import LEAST_PEOPLE, PROBLEMS, Taking, changes, figures, share, trend
from webapp.groups.rules.tables import age_band, classes, tables
from webapp.toolbox.packaged import data

TAKING = Taking(invited=24, examined=22, assessed=21, counted=20)


def person(**facts: Any) -> dict[str, str | None]:
    """Class somebody well, but for these facts."""
    values = check(WELL | facts)
    return dict(classes(assess(values).as_json(), sex=values["sex"], age=values["age"]))


def crowd(number: int, **changed: str) -> list[dict[str, str | None]]:
    """Give people of one kind."""
    return [{**person(), **changed} for _ in range(number)]


class TestClasses:
    def test_a_person_falls_into_the_classes_of_their_own_report(self) -> None:
        found = person(sbp_mmHg=146, weight_kg=74, smoker=True, fpg_mmol=6.5)
        assert (found["bp"], found["bmi"], found["smoking"], found["glucose"]) == (
            "grade1",
            "overweight",
            "current",
            "ifg",
        )
        assert (found["age"], found["sex"]) == ("40s", "male")

    def test_every_class_of_a_report_has_a_place_in_its_table(self) -> None:
        known = {table.code: set(table.classes) for table in tables()}
        for facts in (
            {},
            {"sbp_mmHg": 190},
            {"weight_kg": 50},
            {"waist_cm": 99},
            {"age": 70, "smoker": True},
        ):
            assert {code for code, one in person(**facts).items() if one and one not in known[code]} == set()

    def test_decades_begin_at_their_first_year(self) -> None:
        assert [age_band(age) for age in (29, 30, 39, 40, 59, 60)] == [
            "to_29",
            "30s",
            "30s",
            "40s",
            "50s",
            "from_60",
        ]

    def test_one_blood_fat_out_of_range_is_enough_and_a_missing_one_is_not_fine(self) -> None:
        assert person(hdl_mmol=0.9)["lipids"] == "off"
        assert person()["lipids"] is None
        assert person(ldl_mmol=2.5, tg_mmol=1.1)["lipids"] == "appropriate"
        assert person(ldl_mmol=3.5, tg_mmol=1.1)["lipids"] == "borderline"

    def test_what_nobody_told_has_no_class(self) -> None:
        assert person()["stress"] is None


class TestFigures:
    def test_a_table_is_told_as_blocks_of_at_least_five(self) -> None:
        told = figures([*crowd(13), *crowd(5, bp="grade1"), *crowd(2, bp="grade2")], TAKING)
        assert told["tables"]["bp"]["cells"][1]["of"] == ["grade1", "grade2", "grade3"]
        assert [cell["people"] for cell in told["tables"]["bp"]["cells"]] == [13, 7]

    def test_a_table_with_a_small_class_only_is_kept_back(self) -> None:
        told = figures([*crowd(17), *crowd(3, smoking="current")], TAKING)
        assert "smoking" in told["kept_back"]
        assert "smoking" not in told["tables"]

    def test_the_most_frequent_problem_comes_first_and_is_only_what_is_told(self) -> None:
        people = [*crowd(8), *crowd(7, bp="grade1", smoking="current"), *crowd(5, bp="grade1", bmi="obese")]
        told = figures(people, TAKING, lectures=1)
        assert [row["table"] for row in told["problems"]] == ["bp", "smoking", "bmi"]
        assert [row["people"] for row in told["problems"]] == [12, 7, 5]
        assert told["lectures"] == ["lecture_bp"]
        assert told["measures"] == ["measure_bp", "measure_smoking", "measure_bmi"]
        assert len(told["problems"]) <= PROBLEMS

    def test_people_of_whom_it_is_not_known_are_no_part_of_the_share(self) -> None:
        unknown = [{**one, "bp": None} for one in crowd(5)]
        told = figures([*crowd(5), *unknown, *crowd(5, bp="grade1")], TAKING)
        problem = next(row for row in told["problems"] if row["table"] == "bp")
        assert (problem["people"], problem["of"], share(problem)) == (5, 10, 50.0)
        assert told["tables"]["bp"]["unknown"] == 5

    def test_taking_part_is_told_in_fives(self) -> None:
        told = figures(crowd(LEAST_PEOPLE), TAKING)["participation"]
        assert told == {"invited": 24, "examined": 20, "assessed": 20, "counted": 20}


class TestChanges:
    def test_a_share_is_held_against_the_year_before(self) -> None:
        last = figures([*crowd(14), *crowd(6, bp="grade1")], TAKING)
        now = figures([*crowd(8), *crowd(12, bp="grade1")], TAKING, last=last)
        assert now["changes"]["bp"] == {"before": 30, "now": 60, "trend": "more"}

    def test_what_was_not_told_last_year_is_not_compared(self) -> None:
        last = figures([*crowd(18), *crowd(2, bp="grade1")], TAKING)
        problems = figures([*crowd(8), *crowd(12, bp="grade1")], TAKING)["problems"]
        assert changes(problems, last) == {}
        assert changes(problems, None) == {}

    def test_less_than_five_points_is_about_the_same(self) -> None:
        assert [trend(30, now) for now in (25.1, 34.9, 25, 35)] == ["same", "same", "less", "more"]


class TestSuggestions:
    def test_every_problem_has_a_lecture_and_a_measure_with_a_source(self) -> None:
        rows = data("groups", "suggestions")
        for table in tables():
            kinds = {row["kind"] for row in rows if row["table"] == table.code}
            assert kinds == ({"LECTURE", "MEASURE"} if table.problem else set())
        assert all(row["zh"] and row["en"] and row["source"] and "reviewed_by" in row for row in rows)
        assert {row["source"] for row in rows} <= data("groups", "sources").keys()
