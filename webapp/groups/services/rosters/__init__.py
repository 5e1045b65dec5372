"""Who is on a group's roster: member by member, or out of a file that was compared and confirmed (P5)."""

from webapp.groups.services.rosters import applying, reading
from webapp.groups.services.rosters.members import add_member, end_membership, move_department
from webapp.groups.services.rosters.taking import confirm_roster, drop_roster, look_at_roster, take_in_roster

__all__ = [
    "add_member",
    "applying",
    "confirm_roster",
    "drop_roster",
    "end_membership",
    "look_at_roster",
    "move_department",
    "reading",
    "take_in_roster",
]
