"""A questionnaire as the engine sees it: read once from FHIR R4 JSON, never changed afterwards.

The JSON stays the truth and is what is stored, hashed and exported; this model is only a reading of it. Reading
never fails: what cannot be understood is left out here and reported by `importing` and `publishing`.
"""

from webapp.questionnaires.rules.definition.model import (
    CHOICES,
    MAX_DEPTH,
    OPERATORS,
    TYPES,
    VALUE_KEYS,
    Condition,
    Definition,
    Item,
    Option,
    Turn,
    plain_word,
    walk,
    with_items,
)
from webapp.questionnaires.rules.definition.reading import read

__all__ = [
    "CHOICES",
    "MAX_DEPTH",
    "OPERATORS",
    "TYPES",
    "VALUE_KEYS",
    "Condition",
    "Definition",
    "Item",
    "Option",
    "Turn",
    "plain_word",
    "read",
    "walk",
    "with_items",
]
