"""Verbs of the complaints room, one function per row of the transition table."""

from webapp.complaints.services import timers
from webapp.complaints.services.answering import answer, close, reply, withdraw
from webapp.complaints.services.engine import NotAllowedNow, SomebodyWasFirst
from webapp.complaints.services.handling import (
    accept,
    add_evidence,
    add_note,
    allowed,
    ask_client,
    conclude,
    decline,
    find,
    investigate,
    name_respondent,
    put_off_serving,
    recuse,
    serve,
    settle,
    take,
)
from webapp.complaints.services.reviewing import decide, send_back, sign_decline
from webapp.complaints.services.submitting import Complaint, DidNotServeYou, TooManyToday, submit

__all__ = [
    "Complaint",
    "DidNotServeYou",
    "NotAllowedNow",
    "SomebodyWasFirst",
    "TooManyToday",
    "accept",
    "add_evidence",
    "add_note",
    "allowed",
    "answer",
    "ask_client",
    "close",
    "conclude",
    "decide",
    "decline",
    "find",
    "investigate",
    "name_respondent",
    "put_off_serving",
    "recuse",
    "reply",
    "send_back",
    "serve",
    "settle",
    "sign_decline",
    "submit",
    "take",
    "timers",
    "withdraw",
]
