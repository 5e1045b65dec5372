"""Once a week each kept score is worked out anew from its answers; one that differs is a doubt for a person (Q7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from webapp.kernel import clock, crypto, ids, jobs
from webapp.kernel.db import db
from webapp.kernel.inserting import insert_new
from webapp.questionnaires.models import QualityRemark, Response, Score
from webapp.questionnaires.rules import quality, scoring
from webapp.questionnaires.rules.quality import Remark

BATCH = 200


@jobs.recurring("questionnaires.scores", every=timedelta(days=7))
def recheck_scores(task: jobs.Task) -> None:
    """Look at a batch of scores after the one that `payload` names, then at the next."""
    found = _batch(str(task.payload.get("after", "")))
    for score, response in found:
        for remark in _differs(score, response):
            _keep(remark, response)
    if len(found) == BATCH:
        jobs.enqueue("questionnaires.scores", {"after": found[-1][0].id})


def _batch(after: str) -> list[Any]:
    of = select(Score, Response).join(Response, Response.id == Score.response_id)
    return list(db.session.execute(of.where(Score.id > after).order_by(Score.id).limit(BATCH)))


def _differs(score: Score, response: Response) -> list[Remark]:
    """Compare with what the answers give now, sex and age as they were on that day."""
    told = score.result["inputs"]
    again = scoring.scored(score.name, response.response, sex=told.get("sex"), age=told.get("age"))
    return quality.score_remark(score.result, again.as_json() if again else None)


def _keep(remark: Remark, response: Response) -> None:
    row_id = ids.new_id()
    insert_new(
        QualityRemark,
        id=row_id,
        branch_id=response.branch_id,
        client_id=response.client_id,
        response_id=response.id,
        link_id=remark.link_id,
        rule=remark.rule,
        figures=crypto.for_row(dict(remark.figures), row_id),
        status="OPEN",
        found_at=clock.now(),
        closed_by="",
    )
