"""The blueprint of the room's staff pages, and who may enter them."""

from __future__ import annotations

from flask import Blueprint

from webapp.accounts.rules import Role

desk = Blueprint("tcm_desk", __name__)

FILLERS = (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR)
READERS = (*FILLERS, Role.BRANCH_MANAGER)
