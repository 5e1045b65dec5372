"""The client's pages of the exam room."""

from flask import Blueprint

bp = Blueprint("exams", __name__)
