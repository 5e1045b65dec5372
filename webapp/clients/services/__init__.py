"""Verbs of the clients room: registering, care team, hand-over, ledger, consents."""

from webapp.clients.services.care import (
    NobodyLeft,
    NotServing,
    after_leaving,
    after_reinstatement,
    after_standby,
    assign_care,
    hand_back,
    hand_over,
    note_service,
    note_services,
)
from webapp.clients.services.consents import give_consent, withdraw_consent
from webapp.clients.services.registering import register

__all__ = [
    "NobodyLeft",
    "NotServing",
    "after_leaving",
    "after_reinstatement",
    "after_standby",
    "assign_care",
    "give_consent",
    "hand_back",
    "hand_over",
    "note_service",
    "note_services",
    "register",
    "withdraw_consent",
]
