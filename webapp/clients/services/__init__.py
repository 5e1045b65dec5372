"""Verbs of the clients room: registering, care team, hand-over, ledger, consents, allergies, occupation."""

from webapp.clients.services.allergies import set_allergies
from webapp.clients.services.care import (
    NobodyLeft,
    NotServing,
    after_leaving,
    after_reinstatement,
    after_standby,
    assign_care,
    cover_waiting,
    hand_back,
    hand_over,
    look_for_cover,
    note_service,
    note_services,
)
from webapp.clients.services.consents import give_consent, withdraw_consent
from webapp.clients.services.moving import move_care
from webapp.clients.services.occupations import set_occupation
from webapp.clients.services.registering import register
from webapp.clients.services.substituting import pass_on

__all__ = [
    "NobodyLeft",
    "NotServing",
    "after_leaving",
    "after_reinstatement",
    "after_standby",
    "assign_care",
    "cover_waiting",
    "give_consent",
    "hand_back",
    "hand_over",
    "look_for_cover",
    "move_care",
    "note_service",
    "note_services",
    "pass_on",
    "register",
    "set_allergies",
    "set_occupation",
    "withdraw_consent",
]
