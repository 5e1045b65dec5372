"""How a person likes to read, and the way back after a switch (A8)."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit


class Mode(StrEnum):
    """Type size and contrast: as designed, or large and strong."""

    STANDARD = "STANDARD"
    ELDER = "ELDER"


class Theme(StrEnum):
    """Colours: what the device says, or always light, or always dark."""

    AUTO = "AUTO"
    LIGHT = "LIGHT"
    DARK = "DARK"


def mode(asked: str) -> Mode | None:
    """Give the mode of that name, or None when there is none."""
    return Mode(asked) if asked in set(Mode) else None


def theme(asked: str) -> Theme | None:
    """Give the theme of that name, or None when there is none."""
    return Theme(asked) if asked in set(Theme) else None


def way_back(asked: str) -> str:
    """Give the path (with its query) of an address of ours; "/" for anything else."""
    try:
        parts = urlsplit(asked[:2000])
    except ValueError:
        return "/"
    if not parts.path.startswith("/"):
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
