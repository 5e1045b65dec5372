"""The published cases beside the checkout: read where they are, never copied."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[4] / "shared" / "questionnaire"


def cases(name: str) -> list[dict[str, Any]]:
    """Give the cases of one file; none where the folder is absent."""
    path = FOLDER / name
    if not path.exists():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"), parse_float=Decimal)["cases"]
    return found
