"""The one next step, as the card on Today says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from webapp.complaints.queries import OpenCase
from webapp.complaints.rules.states import State as CaseState
from webapp.exams.queries import Visit
from webapp.exams.rules.booking import BookingStatus
from webapp.home.presenters.next_step import next_card
from webapp.home.presenters.today import small_things
from webapp.home.queries import Gathered
from webapp.home.rules import Facts
from webapp.kernel.i18n import speaking
from webapp.questionnaires.rules.inviting import Standing


def gathered(facts: Facts) -> Gathered:
    """A day of which only the facts matter."""
    return Gathered(
        day=date(2026, 11, 22),
        facts=facts,
        plan=None,
        progress=None,
        screening=None,
        visit=None,
        report=None,
        meals=[],
        cases=[],
        unread=0,
    )


class TestNextCard:
    @pytest.mark.parametrize("standing", [Standing.NOT_NEEDED, Standing.UNDECIDED])
    def test_whom_nobody_invited_finds_the_questionnaire_beside_her_results(
        self, house: Flask, standing: Standing
    ) -> None:
        facts = Facts(enrolled=True, screening=standing, results_verified=True)
        with house.test_request_context():
            card = next_card(gathered(facts), "400-100")
        assert card.href.endswith("/health")
        assert card.beside is not None
        assert card.beside[1].endswith("/questionnaires/hra")

    @pytest.mark.parametrize(
        ("status", "title", "words", "ending", "quiet"),
        [
            (
                "OFFERED",
                "A place is held for you",
                "Held until Mon 23 Nov, 8:00 am; afterwards the next",
                "0",
                False,
            ),
            ("MUST_REBOOK", "Please choose another time", "had to take back Thu 3 Dec", "/change", False),
            ("REQUESTED", "You have asked for a time", "held until Mon 23 Nov, 8:00 am", "0", True),
            ("CHANGE_REQUESTED", "Your exam is in 11 days", "Your branch decides", "0", False),
        ],
    )
    def test_each_standing_of_the_booking_has_its_words_and_one_action(
        self, house: Flask, status: str, title: str, words: str, ending: str, quiet: bool
    ) -> None:
        at, until = datetime(2026, 12, 3, 0, tzinfo=UTC), datetime(2026, 11, 23, 0, tzinfo=UTC)
        visit = Visit("0" * 20, BookingStatus(status), None, date(2026, 12, 3), at, until)
        facts = Facts(
            enrolled=True, questionnaire_submitted=True, booking=visit.status, exam_day=date(2026, 12, 3)
        )
        with house.test_request_context(), speaking("en"):
            card = next_card(replace(gathered(facts), visit=visit), "400-100")
        assert (card.title, card.quiet) == (title, quiet)
        assert words in " ".join(card.lines)
        assert card.href.endswith(ending)


class TestToday:
    def test_a_change_that_waits_for_the_branch_is_said_beside_another_next_step(self, house: Flask) -> None:
        at = datetime(2026, 12, 3, 0, tzinfo=UTC)
        visit = Visit("0" * 20, BookingStatus.CHANGE_REQUESTED, None, date(2026, 12, 3), at, None)
        facts = Facts(enrolled=True, booking=visit.status, exam_day=date(2026, 12, 3))
        with house.test_request_context(), speaking("en"):
            (row,) = small_things(replace(gathered(facts), visit=visit))
        assert row["note"] == "Thu 3 Dec, 8:00 am, unless your branch grants the change"

    @pytest.mark.parametrize(
        ("state", "note"),
        [
            (CaseState.INVESTIGATING, "Result by Thu 3 Dec"),
            (CaseState.WAITING_CLIENT, "We wait for your answer"),
            (CaseState.DECIDED, "The result is here"),
        ],
    )
    def test_no_day_is_promised_while_the_clock_waits_for_the_client(
        self, house: Flask, state: CaseState, note: str
    ) -> None:
        case = OpenCase("0" * 20, "T26-1119-01", state, date(2026, 12, 3))
        with house.test_request_context(), speaking("en"):
            (row,) = small_things(replace(gathered(Facts(enrolled=True)), cases=[case]))
        assert row["note"] == note
