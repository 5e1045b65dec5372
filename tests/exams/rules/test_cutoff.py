"""B6: until when a booking may be changed, to the second."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from webapp.exams.rules.cutoff import Deadline, cutoff, day_cutoff, days_before, instant
from webapp.toolbox.calendar import WorkingDays

EXAM = datetime(2026, 12, 3, 0, 0, tzinfo=UTC)  # 8:00 in Shanghai
SECOND = timedelta(seconds=1)
SHANGHAI = "Asia/Shanghai"
# The National Day of 2026: 1 to 7 October are free, Saturday 10 October is worked for it.
OCTOBER = WorkingDays({date(2026, 10, n): False for n in (1, 2, 5, 6, 7)} | {date(2026, 10, 10): True})


def exam(day: date, zone: str = SHANGHAI, at: time = time(8)) -> datetime:
    """The start of an exam on a day, at eight unless told otherwise."""
    return instant(day, at, zone)


def edge(day: date, count: int, zone: str = SHANGHAI, working: WorkingDays | None = None) -> datetime:
    """Until when an exam on a day may be changed, `count` working days before."""
    return day_cutoff(exam(day, zone), count, zone=zone, working=working or WorkingDays()).closes_at


class TestCutoff:
    def test_it_lies_the_agreed_hours_before_the_exam(self):
        assert cutoff(EXAM, 39).closes_at == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

    def test_one_second_before_the_deadline_is_open_and_the_deadline_itself_is_closed(self):
        edge = cutoff(EXAM, 24)
        assert edge.is_open(edge.closes_at - SECOND)
        assert not edge.is_open(edge.closes_at)
        assert not edge.is_open(edge.closes_at + SECOND)

    def test_two_institutions_with_other_agreements_close_at_other_moments(self):
        assert cutoff(EXAM, 24) != cutoff(EXAM, 48)

    def test_zero_hours_close_at_the_exam(self):
        assert cutoff(EXAM, 0).closes_at == EXAM

    def test_hours_are_elapsed_hours_across_a_clock_change(self):
        monday = instant(date(2026, 3, 30), time(8), "Europe/Berlin")
        closes = cutoff(monday, 24).closes_at
        assert monday - closes == timedelta(hours=24)

    def test_a_moment_without_a_zone_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            cutoff(EXAM.replace(tzinfo=None), 24)

    def test_negative_hours_are_refused(self):
        with pytest.raises(ValueError, match="negative"):
            cutoff(EXAM, -1)


class TestDayCutoff:
    def test_it_is_the_end_of_the_day_that_many_working_days_before(self):
        thursday = date(2026, 12, 3)
        assert edge(thursday, 2) == instant(date(2026, 12, 2), time(), SHANGHAI)
        assert edge(thursday, 1) == instant(thursday, time(), SHANGHAI)

    def test_the_hour_of_the_exam_does_not_matter(self):
        early, late = (exam(date(2026, 12, 3), at=at) for at in (time(7), time(16)))
        days = {"zone": SHANGHAI, "working": WorkingDays()}
        assert day_cutoff(early, 2, **days) == day_cutoff(late, 2, **days)

    @pytest.mark.parametrize(
        ("day", "count", "last"),
        [
            (date(2026, 12, 7), 1, date(2026, 12, 4)),  # a Monday: the weekend does not count
            (date(2026, 12, 6), 1, date(2026, 12, 4)),  # a Sunday
            (date(2026, 10, 9), 2, date(2026, 9, 30)),  # the free week lies between
            (date(2026, 10, 12), 1, date(2026, 10, 10)),  # the Saturday worked for it counts
            (date(2026, 10, 12), 3, date(2026, 10, 8)),
        ],
    )
    def test_weekends_holidays_and_make_up_days_are_counted_as_they_are_worked(self, day, count, last):
        assert days_before(day, count, OCTOBER) == last
        assert edge(day, count, working=OCTOBER) == instant(last + timedelta(days=1), time(), SHANGHAI)

    @pytest.mark.parametrize("zone", [SHANGHAI, "Europe/Berlin", "America/New_York"])
    @pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 10, 12), date(2026, 11, 2)])
    def test_it_holds_to_the_second_across_holidays_and_clock_changes(self, day, zone):
        found = day_cutoff(exam(day, zone), 1, zone=zone, working=OCTOBER)
        midnight = datetime.combine(found.last_day + timedelta(days=1), time(), ZoneInfo(zone))
        assert found.closes_at == midnight.astimezone(UTC)
        assert found.is_open(midnight - SECOND)
        assert not found.is_open(midnight)
        assert not found.is_open(midnight + SECOND)

    def test_no_working_days_before_close_at_the_exam(self):
        day = date(2026, 12, 3)
        assert edge(day, 0) == exam(day)

    def test_a_negative_count_is_refused(self):
        with pytest.raises(ValueError, match="negative"):
            edge(date(2026, 12, 3), -1)


class TestDeadline:
    RULES = (
        Deadline(39, zone=SHANGHAI),
        Deadline(0, 0, SHANGHAI, OCTOBER),
        Deadline(0, 1, SHANGHAI, OCTOBER),
        Deadline(0, 3, SHANGHAI, OCTOBER),
        Deadline(0, 2, "Europe/Berlin", OCTOBER),
    )

    @pytest.mark.parametrize("rule", RULES)
    def test_what_can_be_booked_is_just_what_could_still_be_changed(self, rule):
        """`open_after` and `cutoff_of` are one rule: for every hour of four weeks and every exam after it."""
        exams = [
            exam(date(2026, 9, 28) + timedelta(days=n), rule.zone, at)
            for n in range(40)
            for at in (time(0), time(8))
        ]
        for hour in range(0, 28 * 24, 5):
            now = datetime(2026, 9, 25, 16, 0, tzinfo=UTC) + timedelta(hours=hour)
            after = rule.open_after(now)
            assert [one > after for one in exams] == [rule.cutoff_of(one).is_open(now) for one in exams]

    def test_working_days_take_the_place_of_hours(self):
        rule = Deadline(48, 1, SHANGHAI)
        assert rule.cutoff_of(EXAM).closes_at == instant(date(2026, 12, 3), time(), SHANGHAI)


class TestInstant:
    def test_eight_in_shanghai_is_midnight_in_utc(self):
        assert instant(date(2026, 12, 3), time(8), "Asia/Shanghai") == EXAM

    def test_the_same_wall_clock_is_another_moment_elsewhere(self):
        assert instant(date(2026, 12, 3), time(8), "Asia/Urumqi") != EXAM
