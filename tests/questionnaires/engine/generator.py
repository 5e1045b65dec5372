"""Questionnaires and answers by chance: the whole subset, and much that breaks it. A seed gives the same ones again."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

Json = dict[str, Any]
HL7 = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
UCUM = "http://unitsofmeasure.org"
KINDS = {
    "boolean": "valueBoolean",
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "date": "valueDate",
    "dateTime": "valueDateTime",
    "time": "valueTime",
    "string": "valueString",
    "text": "valueString",
    "url": "valueUri",
    "choice": "valueCoding",
    "open-choice": "valueCoding",
    "quantity": "valueQuantity",
    "attachment": "valueAttachment",
}
NUMBERS = [
    0,
    1,
    -1,
    5,
    20,
    2**31,
    10**17,
    10**30,
    "0.1",
    "0.10",
    "1.0",
    "-0.0",
    "5.10",
    "1e-7",
    "1E+2",
    "-2.5e3",
]
NUMBERS += ["0.30000000000000000001", "1e400", "-1e-400", "1e10000", "123456789.123456789123456789"]
DATES = [
    "2024",
    "2024-02",
    "2024-02-29",
    "2023-02-29",
    "2024-03-01",
    "0000",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
]
MOMENTS = [*DATES, "2024-02-29T23:59:60Z", "2024-03-01T00:00:00+08:00", "2024-02-29T16:00:00Z"]
MOMENTS += [
    "2024-02-29T16:00:00.5Z",
    "2024-02-29T16:00:00.50-14:59",
    "2024-02-29T16:00Z",
    "0001-01-01T00:00:00+14:00",
]
TIMES = ["00:00:00", "08:30:00", "08:30:00.25", "08:30:00.250", "24:00:00", "8:30", "23:59:60"]
TEXTS = [
    "",
    " ",
    "a",
    "abc",
    "ABC-12",
    "two words",
    "a\nb",
    "\u8840\u538b",
    "\U0001f600\U0001f600",
    "e\u0301",
    "\ufeffx",
]
TEXTS += [
    "\ud83d",
    "\u2028",
    "<b>x</b>",
    "$& $1 {limit}",
    "x" * 120,
    "13900000000",
    "\u200bx",
    "constructor",
    "__proto__",
]
URLS = [
    "http://a.example/b?c",
    "urn:uuid:1",
    "urn:oid:1.2",
    "a b",
    "http://",
    "//x:99999",
    "mailto:a@b",
    "%41",
    "%4",
    ":x",
]
PATTERNS = [
    r"\d+",
    r"[a-z]*",
    r"(a|b)+c?",
    r"\w{2,5}",
    r"[^\s]+",
    "(",
    r"(a)\1",
    r"\p{L}+",
    r"^.{1,3}$",
    r"(a*)*b",
]
PATTERNS += [
    r"(?=.*\d).+",
    r"[\u4e00-\u9fff]+",
    r"[A-Z]{3}-\d{2}",
    "a{3,1}",
    "[]",
    "[^]",
    r"\S",
    "a??b",
    "(?!x).",
]
CODES = ["a", "b", "none", "", "constructor"]
SYSTEMS = ["urn:s", "urn:t", UCUM, None]
UNITS = [
    "kg",
    "g",
    "cm",
    "m",
    "mmol/L",
    "mg/dL",
    "mm[Hg]",
    "{n}/d",
    "Kg",
    "",
    "constructor",
    "m2",
    "/min",
    "1",
    "L.L",
    "km/h2",
]
ODD: list[Any] = [None, True, [], {}, [1], {"value": 1}, "", 0, {"code": 5}, ["x"], {"extension": "x"}]
BASE64 = ["", "YQ==", "YWJj", "YWJ", "Y W\nJj", "!", "YW-_", "====", "YWJjZA=="]
OPERATORS = ["exists", "=", "!=", ">", "<", ">=", "<=", "~"]
TYPED = [
    "1\uff12\uff0e5",
    "12\uff0c5",
    "1,000",
    "0,5",
    "-3",
    "true",
    "2024/3/5",
    "2024-3",
    "7:30",
    "2024-03-05 7:30",
]
TYPED += [
    "\u3000 ",
    "1e5",
    "\uff0d\uff15",
    "99999999999999999999",
    "0.0000001",
    "000123.4500",
    "+.5",
    "5\u3002",
]


class Chance:
    """One stream of chance; every method gives another piece of JSON."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, choices: list[Any]) -> Any:
        return self.random.choice(choices)

    def some(self, make: Callable[[], Any], most: int) -> list[Any]:
        return [make() for _ in range(self.random.randint(0, most))]

    def number(self) -> Any:
        if self.often(0.4):
            return self.random.randint(-3, 30)
        found = self.one(NUMBERS)
        return Decimal(found) if isinstance(found, str) else found

    def coding(self) -> Json:
        made = {"system": self.one(SYSTEMS), "code": self.one(CODES), "display": self.one(TEXTS)}
        return {key: value for key, value in made.items() if value is not None and self.often(0.9)}

    def quantity(self) -> Json:
        unit = self.one(UNITS)
        made = {
            "value": self.number(),
            "unit": unit,
            "system": self.one([UCUM, UCUM, None, "urn:s"]),
            "code": unit,
        }
        return {key: value for key, value in made.items() if value is not None and self.often(0.85)}

    def attachment(self) -> Json:
        kind = self.one(["image/png", "IMAGE/PNG; x", "text/plain", "", "image"])
        made = {"contentType": kind, "data": self.one(BASE64), "size": self.number(), "url": self.one(URLS)}
        return {key: value for key, value in made.items() if self.often(0.7)}

    def value(self, key: str) -> Any:
        """Give a value fit for a `value[x]`, and now and then one that is not."""
        if self.often(0.04):
            return self.one(ODD)
        return _VALUES.get(key, lambda chance: chance.one(TEXTS))(self)

    def held(self, kind: str) -> Json:
        """Give `{"valueX": …}` for a type, mostly the right one."""
        key = (
            KINDS.get(kind, "valueString")
            if self.often(0.92)
            else self.one([*KINDS.values(), "valueReference", "value"])
        )
        if kind == "open-choice" and self.often(0.4):
            key = "valueString"
        return {key: self.value(key)}


_VALUES: dict[str, Callable[[Chance], Any]] = {
    "valueBoolean": lambda chance: chance.often(0.5),
    "valueInteger": Chance.number,
    "valueDecimal": Chance.number,
    "valueDate": lambda chance: chance.one(DATES),
    "valueDateTime": lambda chance: chance.one(MOMENTS),
    "valueTime": lambda chance: chance.one(TIMES),
    "valueUri": lambda chance: chance.one(URLS),
    "valueCoding": Chance.coding,
    "valueQuantity": Chance.quantity,
    "valueAttachment": Chance.attachment,
}


class Forms:
    """Makes one questionnaire and responses to it."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.kinds: dict[str, str] = {}

    def questionnaire(self) -> Json:
        chance = self.chance
        form = {
            "resourceType": "Questionnaire",
            "url": "http://forms.example/Q",
            "version": chance.one(["1", "2", ""]),
            "language": chance.one(["en", "zh-CN"]),
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
        question = chance.one(list(self.kinds)) if chance.often(0.9) else chance.one(["q1", "q9", "zz"])
        operator = chance.one(OPERATORS)
        if operator == "exists":
            return {"question": question, "operator": operator, "answerBoolean": chance.often(0.6)}
        ((key, value),) = chance.held(self.kinds.get(question, "string")).items()
        return {"question": question, "operator": operator, key.replace("value", "answer"): value}

    def _limits(self, made: Json, kind: str) -> None:
        chance = self.chance
        key = KINDS.get(kind, "valueInteger")
        near = {
            "questionnaire-minOccurs",
            "questionnaire-maxOccurs",
            "minLength",
            "maxDecimalPlaces",
            "maxSize",
        }
        found: list[Json] = []
        for name in (
            "minValue",
            "maxValue",
            SDC + "minQuantity",
            SDC + "maxQuantity",
            "regex",
            "mimeType",
            *sorted(near),
        ):
            if not chance.often(0.12):
                continue
            if name in near:
                held: Json = {"valueInteger": chance.one([0, 1, 2, 3, 2, Decimal("2.0"), -1, "2"])}
            elif name in ("regex", "mimeType"):
                held = {
                    "valueString": chance.one(
                        PATTERNS if name == "regex" else ["image/png", "image/*", "*/*", "TEXT/plain"]
                    )
                }
            else:
                held = (
                    {"valueQuantity": chance.quantity()} if "Quantity" in name else {key: chance.value(key)}
                )
            found.append({"url": name if "://" in name else HL7 + name, **held})
        if kind == "quantity":
            for name in ("unit", "unitOption", "unitOption", "unitValueSet"):
                if chance.often(0.3):
                    held = {"valueCoding": {"system": UCUM, "code": chance.one(UNITS)}}
                    found.append(
                        {
                            "url": f"{HL7}questionnaire-{name}",
                            **(held if name != "unitValueSet" else {"valueCanonical": "#v"}),
                        }
                    )
        if found:
            made["extension"] = found
        if chance.often(0.1):
            made["maxLength"] = chance.one([0, 1, 3, 100, Decimal("2.5"), "3"])

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
        found = chance.held(item["type"])
        return found | {"valueString": "x"} if chance.often(0.01) else found

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
        for _ in range(per_form):
            made.append({"ask": "validate", "questionnaire": form, "response": forms.response(form)})
            found += 1
        made += _others(chance, forms, form)
    return made


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
        *(
            {"ask": "enter", "questionnaire": form, "linkId": link, "typed": forms.typed()}
            for link in forms.kinds
        ),
    ]
