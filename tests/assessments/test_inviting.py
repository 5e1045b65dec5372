"""The screening decides who is invited; a person decides where it knew too little; a PHQ-9 alerts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.assessments import Round, a_round
from tests.factories.questionnaires import NONE_OF_IT
from tests.factories.questionnaires import send as send_as
from webapp.assessments import queries, services
from webapp.assessments.refusals import AssessmentMoved
from webapp.kernel import clock
from webapp.kernel.errors import BadInput, NotYours
from webapp.notices import queries as notices
from webapp.questionnaires import queries as answering
from webapp.questionnaires import services as questionnaires


def send(found: Round, code: str, facts: dict[str, Any]) -> str:
    """Send a questionnaire as the client of this round."""
    questionnaires.publish_shipped(codes=[code])
    who = found.client
    return send_as(
        client_id=who.id, branch_id=found.world.branch.id, account_id=who.account_id, code=code, facts=facts
    )


def screened(found: Round, decision: str) -> list[queries.Screened]:
    return queries.screened(branch_id=found.world.branch.id, decision=decision).rows


def decide(found: Round, invitation_id: str, decision: str = "INVITED", branch_id: str = "") -> None:
    services.decide(
        invitation_id=invitation_id,
        branch_id=branch_id or found.world.branch.id,
        decision=decision,
        staff_id=found.manager.id,
        actor_id=found.manager.account_id,
    )


@pytest.mark.usefixtures("inside")
class TestScreening:
    def test_who_has_a_disease_is_invited_and_told(self) -> None:
        found = a_round()
        before = notices.unread(found.client.account_id)
        send(found, "screening", NONE_OF_IT | {"conditions": ["diabetes"]})
        row = screened(found, "INVITED")[0]
        assert (row.health_level, row.reasons[0], row.by_hand) == (3, "disease", False)
        assert notices.unread(found.client.account_id) == before + 1

    def test_what_the_rule_cannot_know_waits_for_a_person_and_is_decided_once(self) -> None:
        found = a_round()
        send(found, "screening", NONE_OF_IT | {"raised": ["unsure"], "family": ["unsure"], "height": []})
        row = screened(found, "UNDECIDED")[0]
        with pytest.raises(NotYours):
            decide(found, row.id, branch_id="somewhere-else")
        with pytest.raises(BadInput):
            decide(found, row.id, "PERHAPS")
        decide(found, row.id, "NOT_NEEDED")
        assert screened(found, "NOT_NEEDED")[0].by_hand
        with pytest.raises(AssessmentMoved):
            decide(found, row.id)

    @pytest.mark.parametrize("decision", ["INVITED", "NOT_NEEDED"])
    def test_what_a_person_decides_reaches_the_client(self, decision: str) -> None:
        found = a_round()
        send(found, "screening", NONE_OF_IT | {"raised": ["unsure"], "family": ["unsure"], "height": []})
        assert answering.screening(found.client.id).standing == "UNDECIDED"
        decide(found, screened(found, "UNDECIDED")[0].id, decision)
        assert answering.screening(found.client.id).standing == decision

    def test_a_later_screening_overtakes_what_a_person_decided(self) -> None:
        found = a_round()
        send(found, "screening", NONE_OF_IT | {"raised": ["unsure"], "family": ["unsure"], "height": []})
        decide(found, screened(found, "UNDECIDED")[0].id, "NOT_NEEDED")
        with clock.at(clock.now() + timedelta(days=30)):
            send(found, "screening", NONE_OF_IT | {"conditions": ["diabetes"]})
            assert answering.screening(found.client.id).standing == "INVITED"
        with clock.at(clock.now() + timedelta(days=400)):
            assert answering.screening(found.client.id).standing == "NOT_SCREENED"

    def test_other_questionnaires_invite_nobody(self) -> None:
        found = a_round()
        send(found, "gad7", {})
        assert not any(screened(found, one) for one in ("INVITED", "UNDECIDED", "NOT_NEEDED"))


@pytest.mark.usefixtures("inside")
class TestMood:
    @pytest.mark.parametrize(("answer", "alerted"), [("0", []), ("1", ["thoughts_of_self_harm"])])
    def test_thoughts_of_death_in_a_phq9_alert_the_health_manager(
        self, answer: str, alerted: list[str]
    ) -> None:
        found = a_round()
        send(found, "phq9", {"phq9-9": [answer]})
        assert [one.code for one in queries.open_alerts(client_id=found.client.id)] == alerted
