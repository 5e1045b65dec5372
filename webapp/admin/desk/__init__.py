"""The staff's pages of this room."""

from webapp.admin.desk import care, clients, enrolling, registering
from webapp.admin.desk.blueprint import desk

__all__ = ["care", "clients", "desk", "enrolling", "registering"]
