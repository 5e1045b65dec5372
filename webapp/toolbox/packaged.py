"""Read the JSON data that is shipped beside the code of a room."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from webapp.toolbox.words import Bilingual

_ROOMS = Path(__file__).resolve().parent.parent


@cache
def data(room: str, name: str) -> Any:
    """Give the content of `webapp/<room>/data/<name>.json`; read once, not to be changed."""
    return json.loads((_ROOMS / room / "data" / f"{name}.json").read_text(encoding="utf-8"))


def text(room: str, name: str) -> str:
    """Give `webapp/<room>/data/<name>.json` as it is written, for what is kept letter by letter."""
    return (_ROOMS / room / "data" / f"{name}.json").read_text(encoding="utf-8")


def bilingual(entry: dict[str, str]) -> Bilingual:
    """Make a text of a JSON object with `zh` and `en`."""
    return Bilingual(zh=entry["zh"], en=entry["en"])
