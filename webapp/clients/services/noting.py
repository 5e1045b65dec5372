"""The room's lines in the audit chain."""

from __future__ import annotations

from webapp.kernel import audit


def note(
    action: str, subject_id: str, branch_id: str, actor_id: str, details: dict[str, object] | None = None
) -> None:
    """Record an act about a client or, for a hand-over, a staff member."""
    audit.record(
        action, subject=("client", subject_id), branch_id=branch_id, actor_id=actor_id, details=details or {}
    )
