"""Of what the document is made: chapters of blocks, each a few lines, pairs, or a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NOTHING = "–"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with what stands under it; `pairs` are name and value, `rows` have as many cells as `head` and `widths`."""

    title: str = ""
    said: Sequence[str] = ()
    pairs: Sequence[tuple[str, str]] = ()
    head: Row = ()
    widths: Sequence[int] = ()
    rows: Sequence[Row] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the record; without blocks it says that nothing is kept."""

    title: str
    blocks: Sequence[Block]
