"""Who is how healthy: answers and exam figures of one person that agree with each other."""

from __future__ import annotations

from typing import Any

from webapp.seed.clients import Person

CRITICAL = 23
"""The client whose blood pressure somebody has to act on before the report may be released."""


def answers(person: Person) -> dict[str, Any]:
    """Give the questionnaire answers in which this person differs from somebody well."""
    if person.number == 0:
        return _shen()
    die = person.die
    facts: dict[str, Any] = {"living-north": "north" if person.branch == "DC" else "south"}
    if person.sex == "MALE" and die.random() < 0.4:
        facts |= _smokes(die.choice([5, 10, 15, 20]), person.age - 22)
    if person.age > 50 and die.random() < 0.35:
        facts |= {"conditions": ["hypertension"], "bp-medicine": True}
    if die.random() < 0.2:
        facts["family-diabetes"] = "first_degree"
    return facts


def _smokes(amount: int, years: int) -> dict[str, Any]:
    return {
        "smoking": "current",
        "smoking-amount": amount,
        "smoking-years": max(1, years),
        "smoking-plan": "soon",
    }


def _shen() -> dict[str, Any]:
    drinks = {"auditc-1": "2", "auditc-2": "1", "auditc-3": "0"}
    allergic = {"allergy": True, "allergy-details": "peanut, shrimp"}
    return {"living-north": "south", "diet-salt": 9, **_smokes(10, 34), **drinks, **allergic}


def figures(person: Person) -> dict[str, str]:
    """Give the exam figures the story tells; the rest is drawn by the exams' seed."""
    if person.number == 0:
        return {
            "height": "172.0",
            "weight": "70.4",
            "waist": "91.0",
            "sbp": "146",
            "dbp": "88",
            "tc": "5.60",
            "hdl": "1.20",
            "ldl": "3.30",
            "tg": "1.60",
            "fpg": "5.20",
        }
    die = person.die
    raised = person.age > 50
    critical = {"sbp": "186", "dbp": "104"} if person.number == CRITICAL else {}
    height = die.randrange(1640, 1790) if person.sex == "MALE" else die.randrange(1530, 1670)
    weight = round((height / 1000) ** 2 * die.uniform(20.5, 29.0), 1)
    return {
        "height": f"{height / 10:.1f}",
        "weight": f"{weight:.1f}",
        "waist": f"{die.uniform(72, 97):.1f}",
        "sbp": str(die.randrange(122, 158) if raised else die.randrange(106, 134)),
        "dbp": str(die.randrange(72, 94)),
        "tc": f"{die.uniform(3.9, 6.3):.2f}",
        "hdl": f"{die.uniform(1.0, 1.7):.2f}",
        "ldl": f"{die.uniform(2.1, 4.0):.2f}",
        "tg": f"{die.uniform(0.7, 2.4):.2f}",
        "fpg": f"{die.uniform(4.6, 6.6):.2f}",
        **critical,
    }
