"""The room's blueprint."""

from flask import Blueprint

bp = Blueprint("home", __name__)
