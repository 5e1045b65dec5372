"""Who stands under a paper, and how: one's own name, a named proxy with relation and reason, or a colleague's name.

A value for every paper of the house that is signed; whether one is in order, a room's rules say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from webapp.toolbox import strokes
from webapp.toolbox.strokes import Strokes

LONGEST_NAME = 60
LONGEST_REASON = 200


class Signer(StrEnum):
    """In which part somebody signs."""

    OWN = "OWN"
    PROXY = "PROXY"
    STAFF = "STAFF"


class Relation(StrEnum):
    """What the proxy is to the person signed for."""

    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    PARENT = "PARENT"
    SIBLING = "SIBLING"
    GUARDIAN = "GUARDIAN"
    CARER = "CARER"
    PRACTITIONER = "PRACTITIONER"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: the signer's own name as written (empty where it is only drawn), and the strokes of a drawn one."""

    signer: Signer
    name: str = ""
    drawn: Strokes = ()
    relation: str = ""
    reason: str = ""

    @property
    def path(self) -> str:
        """The drawn name as the `d` of an SVG path, empty where it was typed."""
        return strokes.path(self.drawn)

    def as_json(self) -> dict[str, Any]:
        """Give what is stored, encrypted."""
        return {
            "signer": self.signer.value,
            "name": self.name,
            "drawn": [[list(point) for point in stroke] for stroke in self.drawn],
            "relation": self.relation,
            "reason": self.reason,
        }


def from_json(held: Mapping[str, Any]) -> Signature:
    """Read a stored signature back."""
    return Signature(
        signer=Signer(held["signer"]),
        name=held["name"],
        drawn=strokes.strokes(held["drawn"]),
        relation=held["relation"],
        reason=held["reason"],
    )


def own(name: str, drawn: Strokes = ()) -> Signature:
    """Give the signature of somebody who signs for themselves."""
    return Signature(Signer.OWN, name, drawn)
