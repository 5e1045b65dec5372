"""Tables of the groups room: companies and their people, and the group report."""

from webapp.groups.models.companies import (
    ClientGroup,
    GroupContact,
    GroupContract,
    GroupContractTerms,
    GroupMember,
)
from webapp.groups.models.reports import GroupReport, GroupReportSubject

__all__ = [
    "ClientGroup",
    "GroupContact",
    "GroupContract",
    "GroupContractTerms",
    "GroupMember",
    "GroupReport",
    "GroupReportSubject",
]
