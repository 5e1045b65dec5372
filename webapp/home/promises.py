"""The ten promises, read from `data/promises.json` (its source line is in the file)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webapp.complaints.queries import Lengths
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: its sentence, and what it means in practice."""

    title: Bilingual
    more: Bilingual


def ten(limits: Lengths) -> list[Promise]:
    """Give the ten promises in the order in which they are shown, with the time limits of today."""
    zh = {one: str(getattr(limits, one)) for one in ("ack", "result", "complex", "window")}
    en = {
        **zh,
        "ack": _english(limits.ack, "working day"),
        "result": _english(limits.result, "working day"),
        "window": _english(limits.window, "day"),
    }
    return [Promise(title, _filled(more, zh, en)) for title, more in _read()]


def _english(days: int, unit: str) -> str:
    return f"{days} {unit}" if days == 1 else f"{days} {unit}s"


def _filled(words: Bilingual, zh: Mapping[str, str], en: Mapping[str, str]) -> Bilingual:
    return Bilingual(zh=words.zh.format_map(zh), en=words.en.format_map(en))


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Bilingual, Bilingual], ...]:
    file = Path(__file__).with_name("data") / "promises.json"
    rows = json.loads(file.read_text(encoding="utf-8"))["promises"]
    return tuple((Bilingual(**row["title"]), Bilingual(**row["more"])) for row in rows)
