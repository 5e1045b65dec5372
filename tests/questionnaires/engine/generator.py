"""Questionnaires and answers by chance: the whole subset, and much that breaks it. A seed gives the same ones again."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

from tests.questionnaires.engine.chance import (
    CODES,
    DATES,
    HL7,
    KINDS,
    MOMENTS,
    ODD,
    PATTERNS,
    SDC,
    TEXTS,
    TIMES,
    TYPED,
    UCUM,
    UNITS,
    URLS,
    Chance,
    Json,
)

OPERATORS = ["exists", "=", "!=", ">", "<", ">=", "<=", "~"]
COUNTS = ("questionnaire-minOccurs", "questionnaire-maxOccurs")
_RANGE = ("minValue", "maxValue")
LIMITS = {
    **dict.fromkeys(("integer", "date", "dateTime", "time"), _RANGE),
    "decimal": (*_RANGE, "maxDecimalPlaces"),
    **dict.fromkeys(("string", "text", "open-choice", "url"), ("minLength", "regex")),
    "quantity": (
        *(*_RANGE, "maxDecimalPlaces", SDC + "minQuantity", SDC + "maxQuantity"),
        *(
            "questionnaire-unit",
            "questionnaire-unitOption",
            "questionnaire-unitOption",
            "questionnaire-unitValueSet",
        ),
    ),
    "attachment": ("maxSize", "mimeType", "mimeType"),
}
_COUPLES = [{"valueCoding": {"system": UCUM, "code": unit}} for unit in UNITS]
WORDS: dict[str, list[Json]] = {
    "regex": [{"valueString": pattern} for pattern in PATTERNS],
    "mimeType": [{"valueCode": kind} for kind in ("image/png", "image/*", "*/*", "TEXT/plain")],
    "questionnaire-unit": _COUPLES,
    "questionnaire-unitOption": _COUPLES,
    "questionnaire-unitValueSet": [{"valueCanonical": "#v"}],
}


class Forms:
    """Makes one questionnaire and responses to it."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.kinds: dict[str, str] = {}
        self.compared: dict[str, list[Json]] = {}

    def questionnaire(self) -> Json:
        chance = self.chance
        form = {
            "resourceType": "Questionnaire",
            "url": "http://forms.example/Q",
            "version": chance.one(["1", "2", ""]),
            "language": chance.one(["en", "en", "zh-CN", "EN_us", "fr", ""]),
            "status": chance.one(["active", "active", "draft", "retired", 5]),
            "contained": [_value_set(chance, name) for name in ("v", "w")],
            "item": [self.item(depth=1) for _ in range(chance.random.randint(1, 5))],
        }
        if chance.often(0.2):
            form["effectivePeriod"] = {"start": chance.one(MOMENTS), "end": chance.one(MOMENTS)}
        return form

    def item(self, depth: int) -> Json:
        chance = self.chance
        kind = (
            chance.one([*KINDS, "choice", "group", "group", "display"]) if chance.often(0.98) else "reference"
        )
        link_id = f"q{len(self.kinds)}" if chance.often(0.97) else chance.one(["q0", "", "__proto__"])
        made: Json = {"linkId": link_id, "type": kind, "text": chance.one(TEXTS)}
        for flag, share in (("required", 0.3), ("repeats", 0.4), ("readOnly", 0.05)):
            if chance.often(share):
                made[flag] = chance.one([True, True, True, False, "true"])
        self._conditions(made)
        self.kinds[link_id] = kind
        self._limits(made, kind)
        self._choices(made, kind)
        if depth < 4 and (kind == "group" or chance.often(0.1)):
            made["item"] = [self.item(depth + 1) for _ in range(chance.random.randint(0, 3))]
        return made

    def _conditions(self, made: Json) -> None:
        chance = self.chance
        if not self.kinds or not chance.often(0.35):
            return
        made["enableWhen"] = [self._condition() for _ in range(chance.random.randint(1, 3))]
        if chance.often(0.5):
            made["enableBehavior"] = chance.one(["any", "all", "some"])

    def _condition(self) -> Json:
        chance = self.chance
        question = chance.one(list(self.kinds)[-4:]) if chance.often(0.9) else chance.one(["q1", "q9", "zz"])
        operator = chance.one(OPERATORS)
        if operator == "exists":
            return {"question": question, "operator": operator, "answerBoolean": chance.often(0.6)}
        held = chance.held(self.kinds.get(question, "string"))
        self.compared.setdefault(question, []).append(held)
        ((key, value),) = held.items()
        return {"question": question, "operator": operator, key.replace("value", "answer"): value}

    def _limits(self, made: Json, kind: str) -> None:
        """Give an item the limits that its type knows, and now and then one of another type."""
        chance = self.chance
        fitting = [*COUNTS, *LIMITS.get(kind, ())]
        found = [self._limit(name, kind) for name in fitting if chance.often(0.3)]
        found += [
            self._limit(chance.one([*COUNTS, "minValue", "regex"]), kind) for _ in range(chance.often(0.05))
        ]
        if found:
            made["extension"] = found
        if chance.often(0.2):
            made["maxLength"] = chance.one([0, 1, 2, 3, 100, Decimal("2.5"), "3"])

    def _limit(self, name: str, kind: str) -> Json:
        chance = self.chance
        url = name if "://" in name else HL7 + name
        if name in WORDS:
            return {"url": url, **chance.one(WORDS[name])}
        if "Quantity" in name:
            return {"url": url, "valueQuantity": chance.quantity()}
        if name in ("minValue", "maxValue"):
            key = KINDS.get(kind, "valueInteger")
            return {"url": url, key: chance.value(key)}
        return {"url": url, "valueInteger": chance.one([0, 1, 2, 3, 2, Decimal("2.0"), -1, "2"])}

    def _choices(self, made: Json, kind: str) -> None:
        chance = self.chance
        if "choice" in kind and chance.often(0.3):
            made["answerValueSet"] = chance.one(["#v", "#w", "#none", "http://lists.example/far"])
        elif chance.often(0.8 if "choice" in kind else 0.1):
            made["answerOption"] = [self._option(kind) for _ in range(chance.random.randint(1, 4))]
        if chance.often(0.1):
            made["initial"] = [chance.held(kind)]

    def _option(self, kind: str) -> Json:
        option = self.chance.held(kind)
        if self.chance.often(0.2):
            option["extension"] = [{"url": HL7 + "questionnaire-optionExclusive", "valueBoolean": True}]
        return option

    def response(self, form: Json) -> Json:
        chance = self.chance
        made: Json = {
            "status": chance.one(["completed", "completed", "in-progress"]),
            "item": self._given(form["item"]),
        }
        if chance.often(0.2):
            made["authored"] = chance.one(MOMENTS)
        if chance.often(0.2):
            made["questionnaire"] = chance.one(
                ["http://forms.example/Q", "http://forms.example/Q|1", "http://x.example", "#q"]
            )
        return made

    def _given(self, items: list[Json]) -> list[Any]:
        given: list[Any] = []
        for item in items:
            for _ in range(self.chance.one([0, 1, 1, 1, 1, 1, 2])):
                given.append(self._entry(item))
        if self.chance.often(0.05):
            given.append(
                self.chance.one(
                    [{"linkId": "zz", "answer": [{"valueString": "x"}]}, {"linkId": 5}, None, [], "x", {}]
                )
            )
        return given

    def _entry(self, item: Json) -> Json:
        chance = self.chance
        below = self._given(item.get("item", []))
        if item["type"] == "group" and chance.often(0.97):
            return {"linkId": item["linkId"], "item": below}
        answers = [self._answer(item) for _ in range(chance.one([0, 1, 1, 1, 1, 2, 3]))]
        if answers and below:
            answers[0]["item"] = below
        entry: Json = {"linkId": item["linkId"], "answer": answers}
        if chance.often(0.03):
            entry["item"] = below
        return entry

    def _answer(self, item: Json) -> Json:
        chance = self.chance
        if item.get("answerOption") and chance.often(0.6):
            option = chance.one(item["answerOption"])
            return {key: value for key, value in option.items() if key != "extension"}
        compared = self.compared.get(item["linkId"])
        found = chance.one(compared) if compared and chance.often(0.4) else chance.held(item["type"])
        return found | ({"valueString": "x"} if chance.often(0.01) else {})

    def typed(self) -> list[str]:
        chance = self.chance
        return [
            chance.one([*TYPED, *TEXTS, *DATES, *MOMENTS, *TIMES, *URLS, *CODES])
            for _ in range(chance.one([0, 1, 1, 1, 2]))
        ]


def _value_set(chance: Chance, name: str) -> Json:
    listed = [{"code": chance.one(CODES)} for _ in range(3)]
    part = {
        "system": chance.one(["urn:s", "urn:t", UCUM]),
        **chance.one([{"concept": listed}, {}, {"filter": [{"op": "="}]}]),
    }
    compose = {"include": [part, {"system": "urn:s", "concept": listed}], "exclude": chance.one([[], [part]])}
    tree = [
        {
            "system": "urn:s",
            "code": "a",
            "abstract": chance.often(0.5),
            "contains": [chance.coding(), chance.coding()],
        }
    ]
    return {
        "resourceType": "ValueSet",
        "id": name,
        **chance.one([{"compose": compose}, {"expansion": {"contains": tree}}, {}]),
    }


def cases(seed: int, count: int, per_form: int = 4) -> list[Json]:
    """Give `count` responses to validate, and beside each form a few other things to ask of it."""
    made: list[Json] = []
    found = 0
    chance = Chance(seed)
    while found < count:
        forms = Forms(chance)
        form = forms.questionnaire()
        given = [_perhaps_broken(chance, forms.response(form), 0.2) for _ in range(per_form)]
        shown = _perhaps_broken(chance, form, 0.3)
        made += [{"ask": "validate", "questionnaire": shown, "response": response} for response in given]
        found += per_form
        made += _others(chance, forms, shown)
    return made


def _perhaps_broken(chance: Chance, tree: Json, share: float) -> Json:
    """Give a copy of a document, now and then with something odd in some place."""
    node: Any = deepcopy(tree)
    copied: Json = node
    while chance.often(share):
        key = chance.one(list(node) if isinstance(node, dict) else list(range(len(node))))
        if not isinstance(node[key], dict | list) or not node[key] or chance.often(0.15):
            node[key] = deepcopy(chance.one(ODD))
            break
        node, share = node[key], 1
    return copied


def _others(chance: Chance, forms: Forms, form: Json) -> list[Json]:
    answers = {
        link: [next(iter(chance.held(kind).values()))]
        for link, kind in forms.kinds.items()
        if chance.often(0.7)
    }
    about = {"status": "completed", "authored": "2024-05-01T08:00:00Z"}
    return [
        {"ask": "asked", "questionnaire": form, "answers": answers},
        {"ask": "respond", "questionnaire": form, "answers": answers, **about},
        {"ask": "open", "questionnaire": form, "answers": answers},
        {"ask": "initial", "questionnaire": form},
        {"ask": "words", "questionnaire": form},
        {"ask": "sections", "questionnaire": form},
        *(
            {"ask": "enter", "questionnaire": form, "linkId": link, "typed": forms.typed()}
            for link in chance.random.sample(list(forms.kinds), min(3, len(forms.kinds)))
        ),
    ]
