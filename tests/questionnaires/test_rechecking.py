"""Kept scores are compared with what their answers give; a difference is a doubt on the branch's list."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.desk.conftest import in_english
from tests.questionnaires.test_instruments import send
from webapp.kernel import jobs
from webapp.kernel.db import db
from webapp.questionnaires import queries, services
from webapp.questionnaires.models import QualityRemark, Score

TASK = jobs.Task("0" * 20, "questionnaires.scores", {}, 1)


def rules_found() -> list[str]:
    return list(db.session.scalars(select(QualityRemark.rule).where(QualityRemark.link_id == "")))


class TestRecheckScores:
    def test_scores_that_are_what_the_answers_give_raise_no_doubt(self, people: House, act: Act) -> None:
        with act():
            services.publish_shipped(codes=["phq9", "gad7", "screening"])
            for code in ("phq9", "gad7", "screening"):
                send(people.shen, code, {"wish": ["false"]})
            services.recheck_scores(TASK)
            assert rules_found() == []

    def test_a_score_that_differs_is_one_doubt_however_often_it_is_looked_at(
        self, app: Flask, people: House, act: Act
    ) -> None:
        with act():
            services.publish_shipped(codes=["phq9", "gad7"])
            row_id = send(people.shen, "phq9")
            kept = dict(queries.score_of(send(people.shen, "gad7")) or {}) | {
                "value": 21,
                "category": "severe",
            }
            add = {"branch_id": people.shen.branch_id, "response_id": row_id, "name": "gad7"}
            db.session.add(Score(**add, version="1", result=kept))
        for _ in range(2):
            with act():
                services.recheck_scores(TASK)
        with app.app_context():
            assert rules_found() == ["score"]
        page = in_english(people.manager.browser).get("/desk/questionnaires/remarks").text
        assert "The score differs from what the answers give" in page
