"""The yearly notice as a file, and what it would change."""

from __future__ import annotations

import json
from datetime import date

import pytest

from webapp.organisation.rules import NoticeDay, NoticeUnreadable, difference, read_notice

TITLES = "name_zh,name_en,first_off,last_off,work_days"
MAY = "劳动节,Labour Day,2026-05-01,2026-05-03,2026-05-09=5 2026-04-26"


def csv(*lines: str) -> str:
    return "\n".join([TITLES, *lines])


class TestReadNotice:
    def test_an_occasion_gives_its_days_off_and_the_days_worked_instead(self) -> None:
        assert read_notice(csv(MAY)) == [
            NoticeDay(date(2026, 4, 26), works=True),
            *(NoticeDay(date(2026, 5, n), False, "劳动节", "Labour Day") for n in (1, 2, 3)),
            NoticeDay(date(2026, 5, 9), works=True, stands_for=5),
        ]

    def test_json_says_the_same(self) -> None:
        values = dict(zip(TITLES.split(","), MAY.split(","), strict=True))
        as_list = values | {"work_days": values["work_days"].split()}
        assert (
            read_notice(json.dumps([values])) == read_notice(json.dumps([as_list])) == read_notice(csv(MAY))
        )

    def test_a_spreadsheets_mark_at_the_beginning_does_not_matter(self) -> None:
        assert read_notice("\ufeff" + csv(MAY)) == read_notice(csv(MAY))

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            (",Labour Day,2026-05-01,2026-05-03,", "name_zh"),
            ("劳动节,Labour Day,1 May,2026-05-03,", "first_off"),
            ("劳动节,Labour Day,2026-05-03,2026-05-01,", "last_off"),
            ("劳动节,Labour Day,2026-05-01,2027-05-03,", "last_off"),
            ("劳动节,Labour Day,2026-05-01,2026-05-03,2026-05-09=8", "work_days"),
            ("劳动节,Labour Day,2026-05-01,2026-05-03,2026-05-02", "work_days"),
        ],
    )
    def test_what_cannot_be_read_is_named_by_line_and_title(self, line: str, field: str) -> None:
        with pytest.raises(NoticeUnreadable) as refused:
            read_notice(csv(MAY.replace("05-0", "10-0"), line))
        assert (refused.value.line, refused.value.field) == (3, field)

    @pytest.mark.parametrize("text", ["", "a,b\n1,2", "[", "[1]", "{}", TITLES])
    def test_other_shapes_are_refused(self, text: str) -> None:
        with pytest.raises(NoticeUnreadable):
            read_notice(text)


class TestDifference:
    def test_new_other_and_gone_days_are_told_apart(self) -> None:
        first, second, third = (NoticeDay(date(2026, 5, n), works=False) for n in (1, 2, 3))
        moved = NoticeDay(second.day, works=True)
        found = difference([second, third], [first, moved])
        assert (found.added, found.changed, found.removed) == ((first,), ((second, moved),), (third,))

    def test_the_same_is_no_difference(self) -> None:
        days = read_notice(csv(MAY))
        assert not difference(days, days)
