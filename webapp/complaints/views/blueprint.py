"""The client's pages of the complaints room."""

from flask import Blueprint

bp = Blueprint("complaints", __name__)
