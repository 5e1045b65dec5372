"""The staff's pages of the complaints room, and who may enter them."""

from flask import Blueprint

from webapp.accounts.rules import STAFF_ROLES, Role

desk = Blueprint("complaints_desk", __name__)
DESK_ROLES = (Role.COMPLAINT_HANDLER, Role.BRANCH_MANAGER, Role.HQ_ADMIN, Role.INDEPENDENT_REVIEWER)
EMPLOYEES = tuple(STAFF_ROLES)
