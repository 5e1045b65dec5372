"""The staff's pages of the exam room."""

from flask import Blueprint

desk = Blueprint("exams_desk", __name__)
