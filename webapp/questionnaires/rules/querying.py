"""The way of a field query: open → answered → closed; staff may ask again, or take it back."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Deed(StrEnum):
    """What can be done with a query."""

    ANSWER = "ANSWER"
    ASK_AGAIN = "ASK_AGAIN"
    CLOSE = "CLOSE"


_NEXT: Final = {
    ("OPEN", Deed.ANSWER): "ANSWERED",
    ("ANSWERED", Deed.ASK_AGAIN): "OPEN",
    ("ANSWERED", Deed.CLOSE): "CLOSED",
    ("OPEN", Deed.CLOSE): "CLOSED",
}


def after(status: str, deed: Deed) -> str | None:
    """Give the status after a deed, or None where the deed is not possible."""
    return _NEXT.get((status, deed))
