"""Pages of the accounts room: the door, and the devices one is signed in on."""

from webapp.accounts.views import devices, signing_in
from webapp.accounts.views.blueprint import bp

__all__ = ["bp", "devices", "signing_in"]
