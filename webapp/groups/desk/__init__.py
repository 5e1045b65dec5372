"""The room's pages at the desk: the branch's, headquarters', and the company's contact's."""

from webapp.groups.desk import assigning, companies, contacts, contracts, members, progress, reports, rosters
from webapp.groups.desk.blueprint import desk

__all__ = [
    "assigning",
    "companies",
    "contacts",
    "contracts",
    "desk",
    "members",
    "progress",
    "reports",
    "rosters",
]
