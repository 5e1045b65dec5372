"""Verbs of the groups room."""

from webapp.groups.services.contacts import appoint_contact
from webapp.groups.services.contracts import agree_anew, open_group, sign_contract
from webapp.groups.services.reporting import prepare, release, review
from webapp.groups.services.roster import add_member, end_membership

__all__ = [
    "add_member",
    "agree_anew",
    "appoint_contact",
    "end_membership",
    "open_group",
    "prepare",
    "release",
    "review",
    "sign_contract",
]
