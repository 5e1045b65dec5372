"""What the plans room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class YearReplaced:
    """Another plan is to take, or has taken, the place of a running year (P6). A handler may refuse it."""

    enrolment_id: str
    client_id: str
    branch_id: str
