"""Questionnaires that were filled in and sent."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.questionnaires import services
from webapp.questionnaires.rules.entry import enter, offered
from webapp.toolbox.signature import own

NONE_OF_IT: dict[str, list[str]] = {
    "conditions": ["none"],
    "raised": ["no"],
    "family": ["none"],
    "active": ["yes"],
    "wish": ["false"],
    "height": ["172"],
    "weight": ["60"],
    "waist": ["76"],
}
"""Answers of the screening that give no reason to invite anybody."""


def send(
    *,
    client_id: str,
    branch_id: str,
    account_id: str,
    code: str,
    facts: Mapping[str, list[str]] | None = None,
) -> str:
    """Fill a questionnaire with its first choices, or the facts given, and send it; gives the response's id."""
    filling = services.start(
        client_id=client_id, branch_id=branch_id, code=code, actor_id=account_id, agrees=True
    )
    form = filling.definition
    for item in form.walk():
        raw = (facts or {}).get(item.link_id, [one.key for one in offered(form, item)[:1]])
        values = {item.link_id: list(enter(form, item, raw).values)} if item.is_question else {}
        filling = services.save_answers(
            client_id=client_id, code=code, values=values, revision=filling.revision
        ).filling
    return services.submit(
        client_id=client_id, code=code, signature=own("Shen Zhihe"), actor_id=account_id
    ).id
