"""The one next step, as the card on Today says it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from webapp.home.presenters.next_step import next_card
from webapp.home.queries import Gathered
from webapp.home.rules import Facts
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
