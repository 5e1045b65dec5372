"""Tables of the groups room: companies and their people, roster files, the group report."""

from webapp.groups.models.companies import (
    ClientGroup,
    GroupContact,
    GroupContract,
    GroupContractTerms,
    GroupMember,
)
from webapp.groups.models.reports import GroupReport, GroupReportSubject
from webapp.groups.models.rosters import GroupEnrolment, RosterImport, RosterImportRow

__all__ = [
    "ClientGroup",
    "GroupContact",
    "GroupContract",
    "GroupContractTerms",
    "GroupEnrolment",
    "GroupMember",
    "GroupReport",
    "GroupReportSubject",
    "RosterImport",
    "RosterImportRow",
]
