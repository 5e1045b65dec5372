"""Two versions of one small questionnaire: a choice less, a question gone, another type, another unit, other words."""

from __future__ import annotations

import json
from typing import Any

from tests.questionnaires.rules.forms import extension
from webapp.questionnaires import services
from webapp.questionnaires.rules import importing

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
UNIT = "questionnaire-unit"


def said(zh: str) -> dict[str, Any]:
    """Give the Chinese beside an English text."""
    parts = [{"url": "lang", "valueCode": "zh-Hans"}, {"url": "content", "valueString": zh}]
    return {"extension": [{"url": TRANSLATION, "extension": parts}]}


def item(link_id: str, kind: str, en: str, zh: str, *extensions: Any, **more: Any) -> dict[str, Any]:
    return {
        "linkId": link_id,
        "type": kind,
        "text": en,
        "_text": said(zh),
        "extension": list(extensions),
        **more,
    }


def option(code: str, en: str, zh: str) -> dict[str, Any]:
    return {"valueCoding": {"system": "s", "code": code, "display": en, "_display": said(zh)}}


def unit(code: str) -> dict[str, Any]:
    return extension(
        UNIT,
        valueCoding={
            "system": "http://unitsofmeasure.org",
            "code": code,
            "display": code,
            "_display": said(code),
        },
    )


def form(version: str, items: list[dict[str, Any]]) -> str:
    group = item("all", "group", "Habits", "\u4e60\u60ef", item=items)
    return json.dumps(
        {
            "resourceType": "Questionnaire",
            "id": "habits",
            "url": "https://kangyue.example/fhir/Questionnaire/habits",
            "version": version,
            "status": "active",
            "language": "en",
            "title": f"Habits {version}",
            "_title": said(f"\u4e60\u60ef {version}"),
            "item": [group],
        }
    )


TEA, COFFEE, WATER = (
    option("tea", "Tea", "\u8336"),
    option("coffee", "Coffee", "\u5496\u5561"),
    option("water", "Water", "\u6c34"),
)
TEA_NOW = option("tea", "Green or black tea", "\u7eff\u8336\u6216\u7ea2\u8336")

FIRST = form(
    "1",
    [
        item(
            "drinks",
            "choice",
            "What do you drink?",
            "\u559d\u4ec0\u4e48\uff1f",
            repeats=True,
            answerOption=[TEA, COFFEE],
        ),
        item("cups", "integer", "How many cups?", "\u51e0\u676f\uff1f"),
        item("weight", "decimal", "Weight?", "\u4f53\u91cd\uff1f", unit("kg")),
        item("sport", "string", "Which sport?", "\u4ec0\u4e48\u8fd0\u52a8\uff1f"),
        item("happy", "boolean", "Happy?", "\u9ad8\u5174\u5417\uff1f"),
    ],
)
SECOND = form(
    "2",
    [
        item(
            "drinks",
            "choice",
            "Your drinks?",
            "\u60a8\u7684\u996e\u6599\uff1f",
            repeats=True,
            answerOption=[TEA_NOW, WATER],
        ),
        item("cups", "decimal", "Cups a day?", "\u6bcf\u5929\u51e0\u676f\uff1f"),
        item("weight", "decimal", "Weight?", "\u4f53\u91cd\uff1f", unit("[lb_av]")),
        item("happy", "choice", "Happy?", "\u9ad8\u5174\u5417\uff1f", answerOption=[TEA_NOW]),
        item("news", "string", "News?", "\u6709\u4ec0\u4e48\u65b0\u9c9c\u4e8b\uff1f", required=True),
    ],
)


def coding(code: str, display: str) -> dict[str, Any]:
    return {"system": "s", "code": code, "display": display}


ANSWERS: dict[str, list[Any]] = {
    "drinks": [coding("tea", "Tea"), coding("coffee", "Coffee")],
    "cups": [3],
    "weight": [70.5],
    "sport": ["Tai chi"],
    "happy": [True],
}


def publish(text: str) -> str:
    """Take a version into the catalogue and publish it; give its id."""
    row = services.take_in(imported=importing.take_in(text))
    return services.publish(definition_id=row.id).id
