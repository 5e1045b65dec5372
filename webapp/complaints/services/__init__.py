"""Verbs of the complaints room, one function per row of the transition table."""

from webapp.complaints.services.acting import allowed, facts
from webapp.complaints.services.answering import answer, close, withdraw
from webapp.complaints.services.concluding import Finding, conclude, decide, send_back, settle
from webapp.complaints.services.drafting import drop_draft, forget_old_drafts, keep_draft
from webapp.complaints.services.investigating import (
    add_evidence,
    add_note,
    investigate,
    name_respondent,
    put_off,
    renew_standby,
    reply,
    serve,
)
from webapp.complaints.services.opening import accept, ask_client, decline, extend, sign_decline
from webapp.complaints.services.refusals import (
    AlreadyNamed,
    DidNotServeYou,
    NotAllowedNow,
    RevealsTheComplainant,
    SomebodyWasFirst,
    TooManyToday,
)
from webapp.complaints.services.routing import after_standby, recuse, take
from webapp.complaints.services.submitting import Complaint, submit
from webapp.complaints.services.timers import sweep
from webapp.complaints.services.timing import running_replies

__all__ = [
    "AlreadyNamed",
    "Complaint",
    "DidNotServeYou",
    "Finding",
    "NotAllowedNow",
    "RevealsTheComplainant",
    "SomebodyWasFirst",
    "TooManyToday",
    "accept",
    "add_evidence",
    "add_note",
    "after_standby",
    "allowed",
    "answer",
    "ask_client",
    "close",
    "conclude",
    "decide",
    "decline",
    "drop_draft",
    "extend",
    "facts",
    "forget_old_drafts",
    "investigate",
    "keep_draft",
    "name_respondent",
    "put_off",
    "recuse",
    "renew_standby",
    "reply",
    "running_replies",
    "send_back",
    "serve",
    "settle",
    "sign_decline",
    "submit",
    "sweep",
    "take",
    "withdraw",
]
