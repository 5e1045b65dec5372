"""A roster out of a file: taken in, compared, confirmed once, written (P5)."""

from webapp.groups.services.rosters import applying, reading
from webapp.groups.services.rosters.taking import confirm_roster, drop_roster, look_at_roster, take_in_roster

__all__ = [
    "applying",
    "confirm_roster",
    "drop_roster",
    "look_at_roster",
    "reading",
    "take_in_roster",
]
