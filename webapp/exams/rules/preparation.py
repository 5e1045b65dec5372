"""What to do before the exam (B10): fasting, medicines and what the package's items ask for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the preparation list. No `any_of`: for everybody; no `sex`: for both."""

    code: str
    icon: str
    title: Bilingual
    detail: Bilingual
    any_of: frozenset[str]
    sex: str | None

    def concerns(self, items: Collection[str], sex: str | None) -> bool:
        """Tell whether somebody of `sex` with these package items should read it."""
        if self.sex is not None and sex != self.sex:
            return False
        return not self.any_of or not self.any_of.isdisjoint(items)


def notes_for(items: Collection[str], sex: str | None) -> tuple[Note, ...]:
    """Give the notes for a package (codes of `data/package_items.json`), most important first."""
    return tuple(note for note in _notes() if note.concerns(items, sex))


@cache
def to_bring() -> tuple[Note, ...]:
    """Give what everybody brings along."""
    return tuple(_note({"code": "BRING", **raw}) for raw in data("exams", "preparation")["bring"])


@cache
def _notes() -> tuple[Note, ...]:
    return tuple(_note(raw) for raw in data("exams", "preparation")["notes"])


def _note(raw: dict[str, Any]) -> Note:
    return Note(
        code=raw["code"],
        icon=raw["icon"],
        title=bilingual(raw["title"]),
        detail=bilingual(raw["detail"]),
        any_of=frozenset(raw.get("any_of", ())),
        sex=raw.get("sex"),
    )
