"""The FHIR extensions of the questionnaire profile, and how to read them from an element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.questionnaires.rules.answers import Json, maps, value_of
from webapp.questionnaires.rules.numbers import as_count

_HL7 = "http://hl7.org/fhir/StructureDefinition/"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"

TRANSLATION = _HL7 + "translation"
MIN_VALUE = _HL7 + "minValue"
MAX_VALUE = _HL7 + "maxValue"
MIN_QUANTITY = _SDC + "minQuantity"
MAX_QUANTITY = _SDC + "maxQuantity"
ENTRY_FORMAT = _HL7 + "entryFormat"
MIN_LENGTH = _HL7 + "minLength"
REGEX = _HL7 + "regex"
MAX_DECIMAL_PLACES = _HL7 + "maxDecimalPlaces"
MIN_OCCURS = _HL7 + "questionnaire-minOccurs"
MAX_OCCURS = _HL7 + "questionnaire-maxOccurs"
OPTION_EXCLUSIVE = _HL7 + "questionnaire-optionExclusive"
HIDDEN = _HL7 + "questionnaire-hidden"
ITEM_CONTROL = _HL7 + "questionnaire-itemControl"
STEP = _HL7 + "questionnaire-sliderStepValue"
UNIT = _HL7 + "questionnaire-unit"
UNIT_OPTION = _HL7 + "questionnaire-unitOption"
UNIT_VALUE_SET = _HL7 + "questionnaire-unitValueSet"
ORDINAL_VALUE = _HL7 + "ordinalValue"
ITEM_WEIGHT = _HL7 + "itemWeight"
SIGNATURE_REQUIRED = _HL7 + "questionnaire-signatureRequired"
MAX_SIZE = _HL7 + "maxSize"
MIME_TYPE = _HL7 + "mimeType"
USUAL_RANGE = "https://kangyue.example/fhir/StructureDefinition/usual-range"

KNOWN = frozenset(
    value for name, value in list(globals().items()) if name.isupper() and not name.startswith("_")
)
"""Everything that the engine understands; any other extension is kept, listed at import and never executed."""


def values(element: Json, url: str) -> list[Any]:
    """Give the values of all extensions of `element` with this address."""
    found = (
        value_of(extension) for extension in maps(element.get("extension")) if extension.get("url") == url
    )
    return [held[1] for held in found if held is not None]


def value(element: Json, url: str) -> Any | None:
    """Give the value of the first such extension, or None."""
    return next(iter(values(element, url)), None)


def typed(element: Json, url: str) -> tuple[str, Any] | None:
    """Give the first such extension as (`valueX`, value), or None."""
    for extension in maps(element.get("extension")):
        if extension.get("url") == url:
            return value_of(extension)
    return None


def whole(element: Json, url: str) -> int | None:
    """Give a whole number that is not below zero; anything else counts as not said."""
    return as_count(value(element, url))


def flag(element: Json, url: str) -> bool:
    """Tell whether a true-or-false extension says true."""
    return value(element, url) is True


def unknown(resource: Json) -> list[str]:
    """List the addresses of all extensions that the engine does not understand, each once, in order."""
    found = (str(extension.get("url", "")) for node in _objects(resource) for extension in _named(node))
    return list(dict.fromkeys(url for url in found if url and url not in KNOWN))


def _named(node: Json) -> Iterator[Json]:
    """Give the extensions of an element; the parts of an extension have short names of their own and are none."""
    is_extension = "url" in node and "resourceType" not in node
    for key in ("extension", "modifierExtension"):
        for extension in maps(node.get(key)):
            if not is_extension or str(extension.get("url", "")).startswith(("http", "urn")):
                yield extension


def _objects(root: Json) -> Iterator[Json]:
    """Walk every object of a JSON document, its own stack instead of the call stack."""
    stack: list[object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            yield node
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            stack.extend(reversed(node))
