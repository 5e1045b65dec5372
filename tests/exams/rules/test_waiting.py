"""B8: an offer is held for twelve hours, never past the cut-off."""

from datetime import UTC, datetime, timedelta

from webapp.exams.rules.waiting import offer_ends

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class TestOfferEnds:
    def test_an_offer_is_held_for_twelve_hours(self):
        assert offer_ends(NOW, NOW + timedelta(days=3)) == NOW + timedelta(hours=12)

    def test_an_offer_never_outlives_the_cut_off(self):
        closes = NOW + timedelta(hours=5)
        assert offer_ends(NOW, closes) == closes

    def test_a_place_freed_at_the_cut_off_is_offered_to_nobody(self):
        assert offer_ends(NOW, NOW) is None
