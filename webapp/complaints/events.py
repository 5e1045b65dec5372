"""What happens to complaints. Published inside the transaction that makes it true."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComplaintSubmitted:
    """A client's complaint arrived (T1)."""

    case_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ComplaintAccepted:
    """A complaint was accepted (T2); each named employee is on standby (S1)."""

    case_id: str
    client_id: str
    branch_id: str


@dataclass(frozen=True, slots=True)
class ComplaintDecided:
    """The result was signed by a second person and sent to the client (T10, T11)."""

    case_id: str
    client_id: str
    branch_id: str
