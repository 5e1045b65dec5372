"""How long the clocks of a case are (complaints.md §4): settings, dated; a case keeps those it came in under."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from webapp.complaints.rules.categories import COMPLEX, Category
from webapp.complaints.rules.clocks import Clock

MOST_EXTENSION = 10  # working days, once (§4): no setting goes beyond it
MOST = 60  # days of any other clock: more is a slip of the hand


@dataclass(frozen=True, slots=True)
class Lengths:
    """Every length that is a setting, as the company promised it first. Working days, but for the window."""

    ack: int = 1
    result: int = 5  # of a simple matter
    complex: int = 10  # of a complex one
    extension: int = 10  # at most, once, with a reason sent before RESULT is due
    window: int = 15  # calendar days in which a client may appeal, then rolled to a working day (T12)
    reply: int = 3  # from serving
    appeal: int = 20
    review: int = 5  # of a standby
    standby: int = 20  # after which only headquarters keeps somebody on standby (S1)

    def of(self, clock: Clock, category: Category) -> int:
        """Give the working days of a clock in a matter of this kind."""
        return {
            Clock.ACK: self.ack,
            Clock.RESULT: self.result_days(category),
            Clock.REPLY: self.reply,
            Clock.STANDBY_REVIEW: self.review,
            Clock.APPEAL: self.appeal,
        }[clock]

    def result_days(self, category: Category) -> int:
        """Give the working days until the result is promised."""
        return self.complex if category in COMPLEX else self.result


NAMES = tuple(one.name for one in fields(Lengths))


def most(name: str) -> int:
    """Give the most days that a length may have."""
    return MOST_EXTENSION if name == "extension" else MOST


def faulty(lengths: Lengths) -> str:
    """Name the first length that cannot be meant; "" where all can.

    A complex matter is promised no sooner than a simple one, and a standby is reviewed before it lapses.
    """
    for name, days in asdict(lengths).items():
        if not 1 <= days <= most(name):
            return name
    if lengths.complex < lengths.result:
        return "complex"
    return "standby" if lengths.standby < lengths.review else ""


def written(lengths: Lengths) -> str:
    """Write lengths as they are kept."""
    return json.dumps(asdict(lengths), separators=(",", ":"))


def read(text: str) -> Lengths:
    """Read lengths as they were kept."""
    return Lengths(**json.loads(text))
