"""B7: how long a request holds its place."""

from datetime import UTC, date, datetime, time, timedelta

from webapp.exams.rules.cutoff import instant
from webapp.exams.rules.requests import request_ends
from webapp.toolbox.calendar import WorkingDays

SHANGHAI = "Asia/Shanghai"
TUESDAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FAR = TUESDAY + timedelta(days=60)
NONE = WorkingDays()


def ends(now: datetime, starts_at: datetime = FAR, working: WorkingDays = NONE) -> datetime:
    """Until when a request made at `now` is held in Shanghai."""
    return request_ends(now, starts_at, zone=SHANGHAI, working=working)


class TestRequestEnds:
    def test_it_holds_to_the_end_of_the_second_working_day(self):
        assert ends(TUESDAY) == instant(date(2026, 11, 27), time(), SHANGHAI)

    def test_the_hour_of_asking_does_not_matter_but_the_institutions_day_does(self):
        late = datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)  # a second before midnight in Shanghai
        assert ends(late) == ends(TUESDAY)
        assert ends(late + timedelta(seconds=1)) == ends(TUESDAY) + timedelta(days=1)

    def test_a_weekend_or_a_holiday_does_not_count(self):
        friday = TUESDAY + timedelta(days=3)
        assert ends(friday) == instant(date(2026, 12, 2), time(), SHANGHAI)
        monday_off = WorkingDays({date(2026, 11, 30): False})
        assert ends(friday, working=monday_off) == instant(date(2026, 12, 3), time(), SHANGHAI)

    def test_a_make_up_working_day_counts(self):
        saturday = WorkingDays({date(2026, 11, 28): True})
        assert ends(TUESDAY + timedelta(days=3), working=saturday) == instant(
            date(2026, 12, 1), time(), SHANGHAI
        )

    def test_it_is_never_held_past_the_exams_start(self):
        tomorrow = TUESDAY + timedelta(hours=20)
        assert ends(TUESDAY, tomorrow) == tomorrow
