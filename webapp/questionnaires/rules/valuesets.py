"""Value sets that a questionnaire carries inside itself (`contained`, referred to as `#id`).

Sets that live on a terminology server are not looked up: the engine never leaves the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from webapp.questionnaires.rules.answers import Json, maps

Code = tuple[str | None, str | None]
"""A Coding as it is compared: (system, code). The display is only words."""


@dataclass(frozen=True, slots=True)
class ValueSet:
    """What a contained value set allows: listed codes, and whole code systems."""

    codes: frozenset[Code]
    systems: frozenset[str]
    codings: tuple[Json, ...] = field(repr=False, default=())
    decidable: bool = True

    def holds(self, code: Code) -> bool:
        """Tell whether a code belongs to the set; a set built by filters cannot tell, and lets it pass."""
        return not self.decidable or code in self.codes or (code[0] in self.systems and bool(code[1]))


def code_pair(coding: object) -> Code:
    """Give the part of a Coding that counts in comparisons."""
    if not isinstance(coding, Mapping):
        return None, None
    system, code = coding.get("system"), coding.get("code")
    return (system if isinstance(system, str) else None), (code if isinstance(code, str) else None)


def contained_value_sets(resource: Json) -> dict[str, ValueSet]:
    """Read the contained value sets of a questionnaire: `#id` → set."""
    return {
        f"#{contained.get('id')}": _read(contained)
        for contained in maps(resource.get("contained"))
        if contained.get("resourceType") == "ValueSet"
    }


def _read(value_set: Json) -> ValueSet:
    compose = value_set.get("compose")
    expansion = value_set.get("expansion")
    if isinstance(expansion, Mapping):
        codings = tuple(_expanded(expansion))
        return ValueSet(frozenset(map(code_pair, codings)), frozenset(), codings)
    if not isinstance(compose, Mapping):
        return ValueSet(frozenset(), frozenset(), decidable=False)
    includes = maps(compose.get("include"))
    codings = tuple(_listed(includes))
    excluded = {code_pair(coding) for coding in _listed(maps(compose.get("exclude")))}
    return ValueSet(
        codes=frozenset(map(code_pair, codings)) - excluded,
        systems=frozenset(str(part.get("system")) for part in includes if not part.get("concept")),
        codings=tuple(coding for coding in codings if code_pair(coding) not in excluded),
        decidable=not any(part.get("filter") or part.get("valueSet") for part in includes),
    )


def _listed(parts: list[Json]) -> Iterator[Json]:
    for part in parts:
        for concept in maps(part.get("concept")):
            yield {"system": part.get("system"), **concept}


def _expanded(expansion: Json) -> Iterator[Json]:
    waiting = maps(expansion.get("contains"))
    while waiting:
        entry = waiting.pop(0)
        if entry.get("abstract") is not True and entry.get("code"):
            yield entry
        waiting = maps(entry.get("contains")) + waiting
