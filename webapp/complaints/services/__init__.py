"""Verbs of the complaints room, one function per row of the transition table."""

from webapp.complaints.services.acting import allowed, facts, facts_of_client, of_separation
from webapp.complaints.services.anonymous import open_by_code, submit_anonymously
from webapp.complaints.services.answering import answer, close, withdraw
from webapp.complaints.services.appealing import appeal, decide_appeal, remand
from webapp.complaints.services.concluding import Finding, conclude, decide, send_back, settle
from webapp.complaints.services.counting import count_quarters
from webapp.complaints.services.drafting import drop_draft, forget_old_drafts, keep_draft
from webapp.complaints.services.entering import Call, confirm, correct, enter
from webapp.complaints.services.investigating import (
    add_note,
    investigate,
    name_respondent,
    put_off,
    renew_standby,
    reply,
    serve,
)
from webapp.complaints.services.lengths import publish_lengths
from webapp.complaints.services.opening import accept, ask_client, decline, extend, sign_decline
from webapp.complaints.services.proving import (
    Files,
    add_evidence,
    bring_files,
    bring_own_files,
    may_be_served,
)
from webapp.complaints.services.recomputing import after_calendar
from webapp.complaints.services.refusals import (
    AlreadyNamed,
    AlreadySent,
    DidNotServeYou,
    NotAllowedNow,
    NotTaken,
    RevealsTheComplainant,
    SomebodyWasFirst,
    TooCloseToWrite,
    TooManyFiles,
    TooManyToday,
    TooManyTries,
    TooMuchTime,
    WrongCode,
)
from webapp.complaints.services.reopening import go_on_ex_officio, reopen, reopen_by_client
from webapp.complaints.services.routing import after_standby, care_waits, declare_interest, recuse, take
from webapp.complaints.services.separating import decide_objection, object_to, separate
from webapp.complaints.services.submitting import Complaint, submit
from webapp.complaints.services.timers import due, sweep
from webapp.complaints.services.timing import running_replies

__all__ = [
    "AlreadyNamed",
    "AlreadySent",
    "Call",
    "Complaint",
    "DidNotServeYou",
    "Files",
    "Finding",
    "NotAllowedNow",
    "NotTaken",
    "RevealsTheComplainant",
    "SomebodyWasFirst",
    "TooCloseToWrite",
    "TooManyFiles",
    "TooManyToday",
    "TooManyTries",
    "TooMuchTime",
    "WrongCode",
    "accept",
    "add_evidence",
    "add_note",
    "after_calendar",
    "after_standby",
    "allowed",
    "answer",
    "appeal",
    "ask_client",
    "bring_files",
    "bring_own_files",
    "care_waits",
    "close",
    "conclude",
    "confirm",
    "correct",
    "count_quarters",
    "decide",
    "decide_appeal",
    "decide_objection",
    "declare_interest",
    "decline",
    "drop_draft",
    "due",
    "enter",
    "extend",
    "facts",
    "facts_of_client",
    "forget_old_drafts",
    "go_on_ex_officio",
    "investigate",
    "keep_draft",
    "may_be_served",
    "name_respondent",
    "object_to",
    "of_separation",
    "open_by_code",
    "publish_lengths",
    "put_off",
    "recuse",
    "remand",
    "renew_standby",
    "reopen",
    "reopen_by_client",
    "reply",
    "running_replies",
    "send_back",
    "separate",
    "serve",
    "settle",
    "sign_decline",
    "submit",
    "submit_anonymously",
    "sweep",
    "take",
    "withdraw",
]
