"""Tables of the complaints room (complaints.md §1)."""

from webapp.complaints.models.appeals import Appeal, Separation
from webapp.complaints.models.cases import Case, DaySerial, Recusal, Respondent
from webapp.complaints.models.clocks import CaseClock
from webapp.complaints.models.drafts import Draft
from webapp.complaints.models.lengths import ClockLengths
from webapp.complaints.models.published import CountedQuarter
from webapp.complaints.models.records import CaseEvent, Evidence, EvidenceServed, Message, Note

__all__ = [
    "Appeal",
    "Case",
    "CaseClock",
    "CaseEvent",
    "ClockLengths",
    "CountedQuarter",
    "DaySerial",
    "Draft",
    "Evidence",
    "EvidenceServed",
    "Message",
    "Note",
    "Recusal",
    "Respondent",
    "Separation",
]
