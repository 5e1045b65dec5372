"""A response's fingerprint proved from a file or from the text of a printed copy (Q6, Q8).

The printed text is the canonical JSON that is hashed, broken into lines only where JSON allows a line break. What a
reader types or copies from paper is read back the same, also where a long text was broken by the page itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.questionnaires.rules.answers import Json
from webapp.questionnaires.rules.hashing import canonical, content_hash
from webapp.questionnaires.rules.reading import Unusable, load

COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Proof:
    """What a text proves: the fingerprint of what it says, and whether that is the expected one."""

    kind: str
    sha256: str
    expected: str

    @property
    def holds(self) -> bool:
        """Whether the fingerprint is the expected one; without one there is nothing to compare."""
        return self.expected in ("", self.sha256)


def printed(resource: Json) -> str:
    """Give the canonical JSON in lines of at most `COLUMNS`, broken outside its strings only."""
    lines = [""]
    width = 0
    for piece in _pieces(canonical(resource)):
        long = _width(piece)
        if width and width + long > COLUMNS:
            lines.append("")
            width = 0
        lines[-1] += piece
        width += long
    return "\n".join(lines)


def prove(text: str, expected: str = "") -> Proof:
    """Read a text back and compare its fingerprint. Raises `Unusable` when it is no JSON object."""
    expected = expected.strip().lower()
    found = [Proof(*one, expected) for one in _readings(text)]
    if not found:
        raise Unusable("not a JSON object")
    return next((proof for proof in found if proof.holds), found[0])


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Give kind and fingerprint of the text as it stands, and with the page's line breaks taken out of strings."""
    joined = "".join(line.strip("\r") for line in text.splitlines())
    spaced = " ".join(line.strip() for line in text.splitlines())
    for candidate in dict.fromkeys((text, joined, spaced)):
        try:
            resource = load(candidate)
        except Unusable:
            continue
        if isinstance(resource, dict):
            yield str(resource.get("resourceType", "")), content_hash(resource)


def _pieces(text: str) -> Iterator[str]:
    """Cut JSON behind its commas and opening brackets, never inside a string."""
    start, inside, escaped = 0, False, False
    for place, letter in enumerate(text):
        if inside:
            inside = letter != '"' or escaped
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            inside, escaped = True, False
        elif letter in ",[{":
            yield text[start : place + 1]
            start = place + 1
    yield text[start:]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
