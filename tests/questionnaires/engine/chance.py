"""Values by chance, right ones and odd ones, for the generated questionnaires."""

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
        if self.often(0.6):
            return self.random.randint(0, 4)
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
