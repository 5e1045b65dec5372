"""How an assessment moves (S2): review before release; what is released is never set aside by a newer draft."""

from __future__ import annotations

import pytest

from webapp.assessments.rules.status import Act, Status, after, may


class TestMay:
    @pytest.mark.parametrize(
        ("act", "froms"),
        [
            (Act.REVIEW, {Status.DRAFT}),
            (Act.RELEASE, {Status.REVIEWED}),
            (Act.SUPERSEDE, {Status.DRAFT, Status.REVIEWED}),
        ],
    )
    def test_a_report_is_reviewed_then_released_and_only_open_ones_are_superseded(
        self, act: Act, froms: set[Status]
    ) -> None:
        assert {status for status in Status if may(act, status)} == froms

    def test_each_act_leads_to_its_status(self) -> None:
        assert [after(act) for act in Act] == [Status.REVIEWED, Status.RELEASED, Status.SUPERSEDED]
