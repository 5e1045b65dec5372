"""The second look: send back with remarks, decide what the form leaves open, confirm (T1)."""

from __future__ import annotations

from webapp.kernel import clock
from webapp.kernel.i18n import both
from webapp.records import services as records
from webapp.tcm.models import TcmRecord
from webapp.tcm.refusals import NotYouToo, RecordMoved, Undecided, Unfit
from webapp.tcm.rules.constitution import conclude
from webapp.tcm.rules.record import Act, may_confirm, may_decide
from webapp.tcm.services.filling import known, move, note


def decide(*, record_id: str, primary: str, reason: str, staff_id: str, role: str, actor_id: str) -> None:
    """A practitioner decides a tie or a contradiction, with a reason. Raises NotYours, NotYouToo, Unfit, RecordMoved."""
    row = known(record_id)
    if not may_decide(role):
        raise NotYouToo
    parts = _parts(row)
    open_ones = conclude(parts).candidates
    faults = {"primary": primary not in open_ones, "reason": not reason.strip()}
    if any(faults.values()):
        raise Unfit([field for field, is_wrong in faults.items() if is_wrong])
    move(row, Act.DECIDE, decision={"primary": primary, "reason": reason.strip(), "by": staff_id})
    note(row, "decided", actor_id)


def send_back(*, record_id: str, remarks: str, staff_id: str, role: str, actor_id: str) -> None:
    """Give a signed record back to be mended. Raises NotYours, NotYouToo, Unfit, RecordMoved."""
    row = known(record_id)
    _check_second(row, staff_id, role)
    if not remarks.strip():
        raise Unfit(["remarks"])
    move(
        row,
        Act.SEND_BACK,
        remarks=remarks.strip(),
        content=None,
        signature=None,
        signed_at=None,
        decision=None,
    )
    note(row, "sent_back", actor_id)


def confirm(*, record_id: str, staff_id: str, role: str, actor_id: str) -> None:
    """Confirm a signed record; now the client reads it. Raises NotYours, NotYouToo, Undecided, RecordMoved."""
    row = known(record_id)
    _check_second(row, staff_id, role)
    decided = row.decision["primary"] if row.decision else None
    if conclude(_parts(row), decided).needs_decision:
        raise Undecided
    now = clock.now()
    move(row, Act.CONFIRM, confirmed_by=staff_id, confirmed_at=now)
    note(row, "confirmed", actor_id)
    records.file_entry(
        client_id=row.client_id,
        branch_id=row.branch_id,
        kind="TCM",
        title=both("TCM record"),
        at=now,
        ref=f"/tcm/{row.id}",
    )


def _check_second(row: TcmRecord, staff_id: str, role: str) -> None:
    allowed = may_confirm(
        hands=row.hands.split(), filler_role=row.filler_role, confirmer=staff_id, confirmer_role=role
    )
    if not allowed:
        raise NotYouToo


def _parts(row: TcmRecord) -> dict[str, object]:
    if row.content is None:
        raise RecordMoved
    parts: dict[str, object] = row.content["tcm33"]["score"]["parts"]
    return parts
