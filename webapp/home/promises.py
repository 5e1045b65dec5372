"""The ten promises, read from `data/promises.json` (its source line is in the file)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: its sentence, and what it means in practice."""

    title: Bilingual
    more: Bilingual


@lru_cache(maxsize=1)
def ten() -> tuple[Promise, ...]:
    """Give the ten promises in the order in which they are shown."""
    file = Path(__file__).with_name("data") / "promises.json"
    rows = json.loads(file.read_text(encoding="utf-8"))["promises"]
    return tuple(Promise(Bilingual(**row["title"]), Bilingual(**row["more"])) for row in rows)
