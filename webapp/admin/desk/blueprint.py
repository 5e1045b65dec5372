"""The blueprint of this room, and who may enter its two halves."""

from flask import Blueprint

from webapp.accounts.rules import Role

desk = Blueprint("admin_desk", __name__)

BRANCH_STAFF = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)
READERS = (*BRANCH_STAFF, Role.FAMILY_DOCTOR, Role.NUTRITIONIST)
