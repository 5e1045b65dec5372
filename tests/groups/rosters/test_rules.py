"""Lines of a roster file and whose they are: never somebody by name alone (P5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp.groups.rules.roster.matching import Identity, Known, People, RowState, complete
from webapp.groups.rules.roster.reading import Line, RosterFault, read_roster
from webapp.toolbox.sheets import FileFault, Spot, Unreadable

HEAD = ["序号", "姓名", "性别", "出生日期", "身份证号", "手机号", "部门"]
BORN = date(1968, 3, 5)
TODAY = date(2026, 11, 24)
ID = "110105196803050029"


def lines(*rows: list[str], head: list[str] = HEAD) -> list[Line]:
    return read_roster([("名单", [["湖光纺织 2026"], head, *rows])])


def a_line(**changes: Any) -> Line:
    facts: dict[str, Any] = {"name": "沈致和", "sex": "MALE", "birth_date": BORN, "phone": "+8613700000001"}
    return Line(Spot("TABLE", "", 2), **facts | changes)


def a_known(**changes: Any) -> Known:
    facts: dict[str, Any] = {
        "client_id": "c1", "names": frozenset({"沈致和"}), "birth_date": BORN,
        "id_number": "", "phone": "+8613700000001",
    }  # fmt: skip
    return Known(**facts | changes)


class TestRead:
    def test_titles_are_found_in_both_languages_and_any_order(self) -> None:
        (one,) = lines(["1", "沈致和", "男", "1968-03-05", "", "13700000001", "织布车间"])
        assert (one.name, one.sex, one.birth_date, one.department) == ("沈致和", "MALE", BORN, "织布车间")
        (two,) = lines(["13700000001", "Li Na", "F"], head=["Mobile", "Name", "Sex"])
        assert (two.name, two.sex, two.phone) == ("Li Na", "FEMALE", "13700000001")

    def test_a_fault_names_row_column_and_reason(self) -> None:
        (one,) = lines(["1", "沈致和", "x", "05/03/68", "", "13700000001", ""])
        assert [(fault, spot.row, spot.column) for fault, spot in one.faults] == [
            (RosterFault.SEX_UNKNOWN, 3, "C 性别"),
            (RosterFault.BAD_DATE, 3, "D 出生日期"),
        ]

    @pytest.mark.parametrize(
        "name", ["=1+1", "@SUM(A1)", "<b>x</b>", "+8613700000001", "沈" * 61, "a\tb\x00"]
    )
    def test_a_name_is_letters(self, name: str) -> None:
        (one,) = lines(["1", name, "男", "1968-03-05", "", "13700000001", ""])
        assert [fault for fault, _spot in one.faults] == [RosterFault.NAME_WRONG]

    @pytest.mark.parametrize("name", ["沈致和", "阿依古丽·买买提", "Mary-Jane O'Neil", "J. Smith"])
    def test_names_of_all_kinds_are_names(self, name: str) -> None:
        assert lines(["1", name, "男", "1968-03-05", "", "13700000001", ""])[0].faults == []

    def test_the_template_s_second_row_and_empty_rows_are_nobody(self) -> None:
        assert lines(["", "Name", "Sex", "Date of birth", "ID number", "Phone", "Department"], [""] * 7) == []

    @pytest.mark.parametrize(
        ("head", "fault"),
        [
            (["姓名", "性别", "部门"], RosterFault.NO_PERSON_COLUMN),
            (["姓名", "手机", "电话"], FileFault.TITLE_TWICE),
            (["甲", "乙"], FileFault.NO_HEAD),
        ],
    )
    def test_a_table_without_people_s_columns_is_refused(self, head: list[str], fault: str) -> None:
        with pytest.raises(Unreadable) as refused:
            lines(["x", "y", "z"], head=head)
        assert refused.value.fault == fault


class TestComplete:
    def test_the_id_number_says_sex_and_birth_date(self) -> None:
        line = a_line(sex="", birth_date=None, id_number=ID)
        complete(line, Identity(BORN, "FEMALE"), TODAY)
        assert (line.sex, line.birth_date, line.faults) == ("FEMALE", BORN, [])

    def test_a_contradiction_is_a_fault(self) -> None:
        line = a_line(birth_date=date(1970, 1, 1), id_number=ID)
        complete(line, Identity(BORN, "FEMALE"), TODAY)
        assert [fault for fault, _spot in line.faults] == [RosterFault.ID_SAYS_OTHER] * 2

    @pytest.mark.parametrize("born", [date(2027, 1, 1), date(1890, 1, 1)])
    def test_nobody_is_born_tomorrow_or_very_long_ago(self, born: date) -> None:
        line = a_line(birth_date=born)
        complete(line, None, TODAY)
        assert [fault for fault, _spot in line.faults] == [RosterFault.BAD_DATE]


class TestMatch:
    def state(self, line: Line, *known: Known) -> RowState:
        return People(known).match(line).state

    def faults(self, line: Line, *known: Known) -> list[RosterFault]:
        assert self.state(line, *known) is RowState.REFUSED
        return [fault for fault, _spot in line.faults]

    def test_a_name_alone_is_nobody(self) -> None:
        assert self.faults(a_line(phone=""), a_known()) == [RosterFault.TOO_LITTLE_TO_MATCH]
        assert self.faults(a_line(birth_date=None), a_known()) == [RosterFault.TOO_LITTLE_TO_MATCH]

    def test_phone_name_and_birth_date_together_are_somebody(self) -> None:
        assert self.state(a_line(), a_known()) is RowState.KNOWN
        assert self.faults(a_line(name="沈致远"), a_known()) == [RosterFault.NAME_DIFFERS]
        assert self.faults(a_line(birth_date=date(1969, 1, 1)), a_known()) == [RosterFault.BIRTH_DIFFERS]

    def test_an_id_number_is_somebody_whose_name_must_be_the_same(self) -> None:
        held = a_known(id_number=ID, phone="+8613700000009")
        assert self.state(a_line(id_number=ID, phone=""), held) is RowState.KNOWN
        assert self.faults(a_line(id_number=ID, name="别人"), held) == [RosterFault.NAME_DIFFERS]

    def test_a_phone_of_somebody_else_is_said(self) -> None:
        mine, other = a_known(id_number=ID, phone="+861"), a_known(client_id="c2")
        assert self.faults(a_line(id_number=ID), mine, other) == [RosterFault.PHONE_OF_ANOTHER]
        held = a_known(id_number="110105196803050037")
        assert self.faults(a_line(id_number=ID), held) == [RosterFault.ID_DIFFERS]

    def test_somebody_new_needs_phone_sex_and_birth_date(self) -> None:
        assert self.state(a_line()) is RowState.NEW
        assert self.faults(a_line(phone="", sex="", id_number=ID)) == [
            RosterFault.PHONE_MISSING,
            RosterFault.SEX_UNKNOWN,
        ]

    def test_who_stands_twice_is_taken_once(self) -> None:
        people = People(())
        assert people.match(a_line()).state is RowState.NEW
        again = a_line(name="另一人")
        assert people.match(again).state is RowState.REFUSED
        assert again.faults[0][0] is RosterFault.TWICE

    def test_a_refused_line_still_says_whom_it_may_mean(self) -> None:
        slip = People([a_known()]).match(a_line(name="沈致远"))
        assert (slip.state, slip.client_id) == (RowState.REFUSED, "c1")
        assert People([a_known(own_branch=False)]).match(a_line()).client_id == ""

    def test_people_of_other_branches_and_companies_are_refused(self) -> None:
        assert self.faults(a_line(), a_known(own_branch=False)) == [RosterFault.OTHER_BRANCH]
        stranger = a_known(own_branch=False, names=frozenset({"another"}), birth_date=date(1990, 1, 1))
        assert self.faults(a_line(), stranger) == [RosterFault.OTHER_BRANCH]
        assert self.faults(a_line(), a_known(roster="OTHER")) == [RosterFault.OTHER_ROSTER]

    def test_a_rerun_finds_nothing_to_do(self) -> None:
        there = a_known(roster="OWN", department="Weaving", enrolled=True)
        assert self.state(a_line(department="Weaving"), there) is RowState.SAME
        assert self.state(a_line(), there) is RowState.SAME
        assert self.state(a_line(department="Office"), there) is RowState.CHANGED
        assert self.state(a_line(), a_known(roster="OWN")) is RowState.CHANGED
