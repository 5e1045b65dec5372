"""The client's pages of the complaints room."""

from webapp.complaints.views import (
    anonymous,
    appealing,
    following,
    offline,
    proving,
    published,
    suggesting,
    telling,
    tracking,
)
from webapp.complaints.views.blueprint import bp

__all__ = [
    "anonymous",
    "appealing",
    "bp",
    "following",
    "offline",
    "proving",
    "published",
    "suggesting",
    "telling",
    "tracking",
]
