"""Verbs of the groups room."""

from webapp.groups.services.assigning import assign_places, go_on_assigning
from webapp.groups.services.contacts import appoint_contact
from webapp.groups.services.contracts import agree_anew, open_group, sign_contract
from webapp.groups.services.enrolling import NoPackage, enrol_member, join
from webapp.groups.services.levels import occupation_was_told, screening_came_back
from webapp.groups.services.members import add_member, end_membership
from webapp.groups.services.reminding import ask_to_remind, send_reminder
from webapp.groups.services.reporting import prepare, release, review
from webapp.groups.services.rosters import confirm_roster, drop_roster, look_at_roster, take_in_roster

__all__ = [
    "NoPackage",
    "add_member",
    "agree_anew",
    "appoint_contact",
    "ask_to_remind",
    "assign_places",
    "confirm_roster",
    "drop_roster",
    "end_membership",
    "enrol_member",
    "go_on_assigning",
    "join",
    "look_at_roster",
    "occupation_was_told",
    "open_group",
    "prepare",
    "release",
    "review",
    "screening_came_back",
    "send_reminder",
    "sign_contract",
    "take_in_roster",
]
