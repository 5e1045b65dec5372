"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("plans", __name__)
