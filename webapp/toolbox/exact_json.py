"""JSON whose figures have exactly the digits they were kept with: 1.030 is not written as 1.03."""

from __future__ import annotations

import json
import re
import secrets
from decimal import Decimal
from typing import Any


def write(value: Any) -> str:
    """Write a value as JSON; a `Decimal` becomes a number with all its digits, in plain notation.

    The standard library can write no Decimal, so each stands as a marked string first; the mark is drawn anew
    each time, so that no text of a person's can pass for a figure.
    """
    mark = secrets.token_hex(8)

    def marked(figure: Any) -> str:
        if isinstance(figure, Decimal) and figure.is_finite():
            return f"{mark}{figure:f}"
        raise TypeError(type(figure).__name__)

    text = json.dumps(value, ensure_ascii=False, indent=1, default=marked)
    return re.sub(rf'"{mark}(-?[0-9.]+)"', r"\1", text)
