"""The room's lines in the audit chain: ids and codes, nobody's name."""

from __future__ import annotations

from webapp.kernel import audit


def note(what: str, subject: tuple[str, str], branch_id: str, actor_id: str) -> None:
    """Record that something was done to a group, a contract, a roster or a report."""
    audit.record(f"groups.{what}", subject=subject, branch_id=branch_id, actor_id=actor_id)
