"""Sessions from weekly templates, and what capacity a session may have."""

from datetime import UTC, date, datetime, time

from webapp.exams.rules.timetable import ExamClass, WeeklySlot, class_of, last_day_before, planned, takes

ZONE = "Asia/Shanghai"


def slot(weekday=4, starts=time(8), valid_until=None, valid_from=date(2026, 1, 1)):
    ends = time(starts.hour, 30)
    return WeeklySlot(weekday, starts, ends, 6, ExamClass.ANY, valid_from, valid_until)


def days(slots, first, last, closed=()):
    return [session.day for session in planned(slots, first=first, last=last, zone=ZONE, closed=closed)]


class TestPlanned:
    def test_a_thursday_template_gives_one_session_each_thursday(self):
        assert days([slot()], date(2026, 12, 1), date(2026, 12, 14)) == [
            date(2026, 12, 3),
            date(2026, 12, 10),
        ]

    def test_both_ends_of_the_period_count(self):
        assert len(days([slot()], date(2026, 12, 3), date(2026, 12, 10))) == 2

    def test_a_closed_day_has_no_session(self):
        assert days([slot()], date(2026, 12, 1), date(2026, 12, 14), {date(2026, 12, 3)}) == [
            date(2026, 12, 10)
        ]

    def test_a_template_counts_only_while_it_is_valid(self):
        ended = slot(valid_until=date(2026, 12, 3))
        begun = slot(valid_from=date(2026, 12, 10))
        assert days([ended], date(2026, 12, 1), date(2026, 12, 31)) == [date(2026, 12, 3)]
        assert days([begun], date(2026, 12, 1), date(2026, 12, 16)) == [date(2026, 12, 10)]

    def test_windows_of_a_day_come_in_order_and_in_utc(self):
        made = list(
            planned(
                [slot(starts=time(9)), slot(starts=time(8))],
                first=date(2026, 12, 3),
                last=date(2026, 12, 3),
                zone=ZONE,
                closed=(),
            )
        )
        assert [session.starts_at for session in made] == [
            datetime(2026, 12, 3, 0, tzinfo=UTC),
            datetime(2026, 12, 3, 1, tzinfo=UTC),
        ]
        assert made[0].capacity == 6

    def test_nothing_is_made_when_the_period_is_empty(self):
        assert days([slot()], date(2026, 12, 4), date(2026, 12, 3)) == []


class TestTakes:
    def test_an_open_session_takes_every_package(self):
        assert takes(ExamClass.ANY, ExamClass.HIGH_END)
        assert takes(ExamClass.ANY, ExamClass.REGULAR)

    def test_a_high_end_session_does_not_take_a_regular_package(self):
        assert not takes(ExamClass.HIGH_END, ExamClass.REGULAR)
        assert takes(ExamClass.HIGH_END, ExamClass.HIGH_END)


class TestClassOf:
    def test_deluxe_is_high_end_and_every_other_level_regular(self):
        assert class_of("DELUXE") is ExamClass.HIGH_END
        assert {class_of(level) for level in ("ECONOMY", "STANDARD", "COMPREHENSIVE")} == {ExamClass.REGULAR}


class TestLastDayBefore:
    def test_a_window_that_ends_on_a_day_was_held_until_the_day_before(self):
        assert last_day_before(date(2026, 12, 3), date(2026, 12, 1)) == date(2026, 12, 2)
        assert last_day_before(date(2026, 12, 2), date(2026, 12, 1)) == date(2026, 12, 1)

    def test_what_ends_on_its_first_day_was_never_held(self):
        assert last_day_before(date(2026, 12, 1), date(2026, 12, 1)) is None
