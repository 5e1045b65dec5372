"""B1–B10: what may happen to a booking, by whom, and when a place is held or free again."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.exams.rules.booking import (
    EXPECTED,
    HELD_UNTIL,
    LIVE,
    OCCUPYING,
    TRANSITIONS,
    Act,
    BookingStatus,
    Party,
    after,
    first_status,
    has_lapsed,
    is_deed_of,
    may,
    read_code,
    standing,
)

ENDED = [BookingStatus.COMPLETED, BookingStatus.CANCELLED, BookingStatus.REFUSED, BookingStatus.EXPIRED]
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def allowed(status: BookingStatus) -> set[tuple[Act, Party]]:
    return {(act, party) for act in Act for party in Party if may(status, act, party)}


class TestMay:
    @pytest.mark.parametrize("act", [Act.CHANGE, Act.CANCEL])
    @pytest.mark.parametrize(
        "status", [BookingStatus.CONFIRMED, BookingStatus.REQUESTED, BookingStatus.MUST_REBOOK]
    )
    def test_a_client_and_staff_for_her_change_and_cancel_what_is_hers(self, status, act):
        assert may(status, act, Party.CLIENT)
        assert may(status, act, Party.HEALTH_MANAGER)

    def test_only_staff_decide_requests(self):
        for status, acts in [
            (BookingStatus.REQUESTED, (Act.APPROVE, Act.REFUSE)),
            (BookingStatus.CHANGE_REQUESTED, (Act.GRANT, Act.DENY)),
        ]:
            for act in acts:
                assert {party for party in Party if may(status, act, party)} == {Party.HEALTH_MANAGER}

    def test_only_the_clock_lets_a_held_place_expire(self):
        expiring = {
            status for status, act in TRANSITIONS if may(status, act, Party.SYSTEM) and act is Act.EXPIRE
        }
        assert expiring == HELD_UNTIL

    def test_only_the_institution_desk_checks_in_or_notes_a_no_show(self):
        for status in EXPECTED:
            for act in (Act.CHECK_IN, Act.NO_SHOW):
                assert {party for party in Party if may(status, act, party)} == {Party.INSTITUTION_DESK}

    @pytest.mark.parametrize("status", ENDED)
    def test_an_ended_booking_takes_no_act_from_anybody(self, status):
        assert allowed(status) == set()

    def test_a_no_show_may_only_be_taken_back_or_checked_in_at_the_desk(self):
        desk = Party.INSTITUTION_DESK
        assert allowed(BookingStatus.NO_SHOW) == {(Act.EXPECT_AGAIN, desk), (Act.CHECK_IN, desk)}

    def test_somebody_already_there_cannot_cancel_nor_be_displaced(self):
        assert allowed(BookingStatus.CHECKED_IN) == {
            (Act.COMPLETE, Party.HEALTH_MANAGER),
            (Act.UNDO_CHECK_IN, Party.HEALTH_MANAGER),
            (Act.UNDO_CHECK_IN, Party.INSTITUTION_DESK),
        }


class TestAfter:
    def test_a_change_leaves_the_booking_confirmed(self):
        assert after(BookingStatus.CONFIRMED, Act.CHANGE) is BookingStatus.CONFIRMED

    def test_a_refused_change_leaves_the_old_booking_confirmed(self):
        assert after(BookingStatus.CHANGE_REQUESTED, Act.DENY) is BookingStatus.CONFIRMED

    def test_closing_a_session_ends_nobodys_booking_but_an_offers(self):
        displaced = {
            status: after(status, Act.DISPLACE) for status, act in TRANSITIONS if act is Act.DISPLACE
        }
        assert displaced.pop(BookingStatus.OFFERED) is BookingStatus.EXPIRED
        assert set(displaced.values()) == {BookingStatus.MUST_REBOOK}
        assert BookingStatus.MUST_REBOOK in LIVE - OCCUPYING

    def test_a_cancelled_booking_cannot_be_checked_in(self):
        with pytest.raises(KeyError):
            after(BookingStatus.CANCELLED, Act.CHECK_IN)


class TestIsDeedOf:
    def test_each_act_belongs_to_those_who_may_do_it_somewhere(self):
        owners = {act: {party for party in Party if is_deed_of(party, act)} for act in Act}
        assert owners[Act.APPROVE] == {Party.HEALTH_MANAGER}
        assert owners[Act.ASK] == owners[Act.WITHDRAW] == {Party.CLIENT}
        assert owners[Act.CHANGE] == {Party.CLIENT, Party.HEALTH_MANAGER}
        assert all(owners.values())


class TestFirstStatus:
    def test_an_individual_books_at_once_where_the_institution_opened_it(self):
        assert first_status(Party.CLIENT, in_group=False, self_service=True) is BookingStatus.CONFIRMED

    @pytest.mark.parametrize(("in_group", "self_service"), [(True, True), (False, False), (True, False)])
    def test_a_companys_member_and_a_time_not_opened_make_a_request(self, in_group, self_service):
        asked = first_status(Party.CLIENT, in_group=in_group, self_service=self_service)
        assert asked is BookingStatus.REQUESTED

    def test_what_staff_book_stands(self):
        assert (
            first_status(Party.HEALTH_MANAGER, in_group=True, self_service=False) is BookingStatus.CONFIRMED
        )


class TestHasLapsed:
    @pytest.mark.parametrize("status", sorted(HELD_UNTIL))
    def test_a_held_place_is_over_at_the_very_second(self, status):
        assert not has_lapsed(status, NOW + timedelta(seconds=1), NOW)
        assert has_lapsed(status, NOW, NOW)

    def test_what_lapsed_counts_as_expired_before_any_job_says_so(self):
        assert standing(BookingStatus.REQUESTED, NOW, NOW) is BookingStatus.EXPIRED
        assert standing(BookingStatus.OFFERED, NOW + timedelta(seconds=1), NOW) is BookingStatus.OFFERED

    def test_what_is_confirmed_never_lapses(self):
        assert not has_lapsed(BookingStatus.CONFIRMED, None, NOW)


class TestDisplaced:
    """B9: an offer to somebody whose own time was taken back leaves her, unless she takes it, where she was."""

    @pytest.mark.parametrize("act", [act for status, act in TRANSITIONS if status is BookingStatus.OFFERED])
    def test_whatever_ends_the_offer_she_has_to_choose_again(self, act):
        ordinary = after(BookingStatus.OFFERED, act)
        kept = ordinary if ordinary in OCCUPYING else BookingStatus.MUST_REBOOK
        assert after(BookingStatus.OFFERED, act, displaced=True) is kept

    def test_what_is_no_offer_goes_its_ordinary_way(self):
        others = [key for key in TRANSITIONS if key[0] is not BookingStatus.OFFERED]
        assert [after(*key, displaced=True) for key in others] == [after(*key) for key in others]

    def test_an_offer_that_ran_out_is_no_expired_booking_of_hers(self):
        assert standing(BookingStatus.OFFERED, NOW, NOW, displaced=True) is BookingStatus.MUST_REBOOK
        assert standing(BookingStatus.OFFERED, NOW, NOW) is BookingStatus.EXPIRED


class TestReadCode:
    @pytest.mark.parametrize("typed", ["AB23CD45", "ab23-cd45", " ab23 cd45 ", "AB·23·CD·45"])
    def test_capitals_spaces_and_marks_do_not_matter(self, typed):
        assert read_code(typed) == "AB23CD45"

    @pytest.mark.parametrize("typed", ["", "AB23CD4", "AB23CD456", "----", "AB23CDO0"])
    def test_what_has_not_eight_of_its_letters_is_none(self, typed):
        assert read_code(typed) == ""
