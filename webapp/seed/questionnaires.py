"""The demo's questionnaires: filled and submitted through the services, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.questionnaires import services
from webapp.questionnaires.rules.definition import Definition, Item, walk
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.entry import enter
from webapp.toolbox.signature import own

Facts = Mapping[str, Any]
"""What is known about a person: linkId of `hra` → a code, a number, yes or no, or a list of codes."""

HEALTHY: dict[str, Any] = {
    "living-area": "city",
    "living-north": "south",
    "education": "5",
    "living-with": ["partner"],
    "work": "sitting",
    "health-rating": "good",
    "conditions": ["none"],
    "high-glucose": False,
    "bp-medicine": False,
    "statin": False,
    "allergy": False,
    "family-cvd": "no",
    "family-stroke": "no",
    "family-diabetes": "none",
    "family-lung-cancer": "no",
    "passive-smoking": False,
    "work-exposure": ["none"],
    "cooking-fumes": False,
    "smoking": "never",
    "auditc-1": "0",
    "diet-daily-greens": True,
    "diet-known": ["grains", "vegetables", "fruit", "meat", "dairy", "oil", "salt"],
    "diet-grains": 250,
    "diet-whole-grains": "often",
    "diet-vegetables": 400,
    "diet-fruit": 250,
    "diet-meat": 75,
    "diet-fish": 2,
    "diet-dairy": 250,
    "diet-oil": 25,
    "diet-salt": 5,
    "diet-cooking": ["steamed", "stir-fried"],
    "exercise-regular": True,
    "exercise-daily": True,
    "ipaq-vigorous-days": 1,
    "ipaq-vigorous-minutes": 30,
    "ipaq-moderate-days": 3,
    "ipaq-moderate-minutes": 40,
    "ipaq-walking-days": 7,
    "ipaq-walking-minutes": 40,
    "ipaq-sitting-minutes": 360,
    "sleep-hours": 7.5,
    **{f"pss10-{n}": "3" if n in (4, 5, 7, 8) else "1" for n in range(1, 11)},
    **{f"phq9-{n}": "0" for n in range(1, 10)},
    **{f"gad7-{n}": "0" for n in range(1, 8)},
}
"""A whole set of answers of somebody well; other people are this with their own facts laid over it."""


def begin_hra(*, client_id: str, branch_id: str, account_id: str, facts: Facts, sections: int) -> None:
    """Fill the first `sections` sections and stop there, as somebody who was called away."""
    filling = services.start(
        client_id=client_id, branch_id=branch_id, code="hra", actor_id=account_id, agrees=True
    )
    known = _values(filling.definition, HEALTHY | dict(facts))
    last = len(filling.definition.items)
    for number, group in enumerate(filling.definition.items[:sections], 1):
        values = {item.link_id: known[item.link_id] for item in walk((group,)) if item.link_id in known}
        saved = services.save_answers(
            client_id=client_id,
            code="hra",
            values=values,
            revision=filling.revision,
            place=min(number + 1, last),
        )
        filling = saved.filling


def fill_hra(
    *, client_id: str, branch_id: str, account_id: str, name: str, facts: Facts | None = None
) -> str:
    """Fill all of `hra` with somebody's facts, certify and submit it; give the response's id."""
    begin_hra(client_id=client_id, branch_id=branch_id, account_id=account_id, facts=facts or {}, sections=99)
    return services.submit(client_id=client_id, code="hra", signature=own(name), actor_id=account_id).id


def _values(form: Definition, facts: Facts) -> dict[str, list[Any]]:
    """Put facts into FHIR values, for the questions that these facts leave asked."""
    read = {item.link_id: _entered(form, item, facts) for item in form.walk() if item.link_id in facts}
    visible = asked(form, read)
    return {link_id: values for link_id, values in read.items() if link_id in visible}


def _entered(form: Definition, item: Item, facts: Facts) -> list[Any]:
    fact = facts[item.link_id]
    raw = [_typed(one) for one in (fact if isinstance(fact, list) else [fact])]
    return list(enter(form, item, raw).values)


def _typed(fact: Any) -> str:
    return {True: "true", False: "false"}[fact] if isinstance(fact, bool) else str(fact)


SCREENED: dict[int, dict[str, Any]] = {
    6: {"rating": "fair", "conditions": ["hypertension"], "raised": "yes", "wish": True},
    9: {"height": 158, "weight": 52, "waist": 74},
    13: {"raised": "unsure", "family": ["unsure"], "height": 168, "weight": 62, "waist": 80},
    24: {"height": 167, "weight": 63, "waist": 79, "wish": True},
    22: {"smoking": "current", "strain": "often", "height": 175, "weight": 82, "waist": 93},
}
"""Clients of the demo who sent the short questionnaire → where they differ from somebody well."""
_SCREENED_WELL: dict[str, Any] = {
    "rating": "good",
    "conditions": ["none"],
    "raised": "no",
    "family": ["none"],
    "smoking": "never",
    "drinking": "rarely",
    "active": "yes",
    "strain": "rarely",
    "wish": False,
}


def fill_screening(*, number: int, client_id: str, branch_id: str, account_id: str, name: str) -> None:
    """Send the short questionnaire of client `number`."""
    who: dict[str, Any] = {"client_id": client_id, "code": "screening"}
    filling = services.start(**who, branch_id=branch_id, actor_id=account_id, agrees=True)
    facts = _SCREENED_WELL | SCREENED[number]
    values = {
        item.link_id: _entered(filling.definition, item, facts)
        for item in filling.definition.walk()
        if item.link_id in facts
    }
    services.save_answers(**who, values=values, revision=filling.revision)
    services.submit(**who, signature=own(name), actor_id=account_id)
