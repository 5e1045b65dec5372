"""The demo's assessments: critical values acted on, drafts reviewed and released, by the room's own services."""

from __future__ import annotations

from webapp.assessments import queries, services
from webapp.toolbox.packaged import data

_WORDS = data("seed", "assessments")
_DONE: str = _WORDS["done"]["zh"]
_COMMENT: str = _WORDS["comment"]["zh"]


def act_on_alerts(*, client_id: str, staff_id: str, account_id: str) -> int:
    """Record what was done about a client's critical values; gives how many there were."""
    waiting = queries.open_alerts(client_id=client_id)
    for alert in waiting:
        services.handle_alert(
            alert_id=alert.id, client_id=client_id, note=_DONE, staff_id=staff_id, actor_id=account_id
        )
    return len(waiting)


def review(*, client_id: str, branch_id: str, staff_id: str, account_id: str, comment: str = _COMMENT) -> str:
    """Review the client's draft with a word to the client; gives its id, or nothing when there is no draft."""
    draft_id = _draft_of(client_id)
    if draft_id:
        services.review(
            assessment_id=draft_id,
            branch_id=branch_id,
            comment=comment,
            language="zh-Hans",
            staff_id=staff_id,
            actor_id=account_id,
        )
    return draft_id


def release(*, assessment_id: str, branch_id: str, staff_id: str, account_id: str) -> None:
    """Release a reviewed assessment."""
    services.release(assessment_id=assessment_id, branch_id=branch_id, staff_id=staff_id, actor_id=account_id)


def _draft_of(client_id: str) -> str:
    case = queries.running_case(client_id=client_id)
    draft = queries.open_assessment(case_id=case.id) if case else None
    return draft.id if draft else ""
