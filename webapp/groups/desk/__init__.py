"""The room's pages at the desk: the branch's, headquarters', and the company's contact's."""

from webapp.groups.desk import companies, contacts, contracts, members, reports, rosters
from webapp.groups.desk.blueprint import desk

__all__ = ["companies", "contacts", "contracts", "desk", "members", "reports", "rosters"]
