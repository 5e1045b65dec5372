"""Tables of the groups room: companies and their people, roster files, places in bulk, the group report."""

from webapp.groups.models.assigning import (
    GroupAssignment,
    GroupAssignmentPerson,
    GroupLevels,
    GroupReminded,
    GroupReminder,
)
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
    "GroupAssignment",
    "GroupAssignmentPerson",
    "GroupContact",
    "GroupContract",
    "GroupContractTerms",
    "GroupEnrolment",
    "GroupLevels",
    "GroupMember",
    "GroupReminded",
    "GroupReminder",
    "GroupReport",
    "GroupReportSubject",
    "RosterImport",
    "RosterImportRow",
]
