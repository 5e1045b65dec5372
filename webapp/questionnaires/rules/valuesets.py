"""Value sets that a questionnaire carries inside itself (`contained`, referred to as `#id`).

Sets that live on a terminology server are not looked up: the engine never leaves the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from webapp.questionnaires.rules.answers import Json, maps

Code = tuple[str | None, str | None]
"""A Coding as it is compared: (system, code). The display is only words."""


@dataclass(frozen=True, slots=True)
class ValueSet:
    """What a contained value set allows: listed codes and whole code systems, less what is taken out."""

    codes: frozenset[Code] = frozenset()
    systems: frozenset[str] = frozenset()
    without: frozenset[Code] = frozenset()
    without_systems: frozenset[str] = frozenset()
    codings: tuple[Json, ...] = field(repr=False, default=())
    decidable: bool = True

    def holds(self, code: Code) -> bool:
        """Tell whether a code belongs to the set; a set built by filters cannot tell, and lets it pass."""
        return not self.decidable or (
            (code in self.codes or (code[0] in self.systems and bool(code[1])))
            and not (code in self.without or code[0] in self.without_systems)
        )


def code_pair(coding: object) -> Code:
    """Give the part of a Coding that counts in comparisons."""
    if not isinstance(coding, Mapping):
        return None, None
    system, code = coding.get("system"), coding.get("code")
    return (system if isinstance(system, str) else None), (code if isinstance(code, str) else None)


def contained_value_sets(resource: Json) -> dict[str, ValueSet]:
    """Read the contained value sets of a questionnaire: `#id` → set."""
    return {
        f"#{contained['id']}": _read(contained)
        for contained in maps(resource.get("contained"))
        if contained.get("resourceType") == "ValueSet" and isinstance(contained.get("id"), str)
    }


def _read(value_set: Json) -> ValueSet:
    compose = value_set.get("compose")
    expansion = value_set.get("expansion")
    if isinstance(expansion, Mapping):
        codings = tuple(_expanded(expansion))
        return ValueSet(frozenset(map(code_pair, codings)), codings=codings)
    return _composed(compose) if isinstance(compose, Mapping) else ValueSet(decidable=False)


def _composed(compose: Json) -> ValueSet:
    included, excluded = maps(compose.get("include")), maps(compose.get("exclude"))
    codings = tuple(_listed(included))
    found = ValueSet(
        codes=frozenset(map(code_pair, codings)),
        systems=_whole(included),
        without=frozenset(map(code_pair, _listed(excluded))),
        without_systems=_whole(excluded),
        decidable=not any(_is_computed(part) for part in included + excluded),
    )
    offered = tuple(coding for coding in codings if found.holds(code_pair(coding)))
    return replace(found, codings=offered)


def _whole(parts: list[Json]) -> frozenset[str]:
    """Name the code systems that are meant as a whole: those of which no code is listed."""
    whole = (part.get("system") for part in parts if not maps(part.get("concept")))
    return frozenset(system for system in whole if isinstance(system, str))


def _is_computed(part: Json) -> bool:
    """Tell whether a part is made by filters or out of other value sets."""
    return any(isinstance(part.get(key), list) and part[key] for key in ("filter", "valueSet"))


def _listed(parts: list[Json]) -> Iterator[Json]:
    for part in parts:
        for concept in maps(part.get("concept")):
            yield {"system": part.get("system"), **concept}


def _expanded(expansion: Json) -> Iterator[Json]:
    waiting = maps(expansion.get("contains"))
    while waiting:
        entry = waiting.pop(0)
        if entry.get("abstract") is not True and code_pair(entry)[1]:
            yield entry
        waiting = maps(entry.get("contains")) + waiting
