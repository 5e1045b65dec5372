"""Standing of staff, grades of institutions, the yearly notice of holidays."""

from webapp.organisation.rules.notice import Difference, NoticeDay, NoticeUnreadable, difference, read_notice
from webapp.organisation.rules.standing import Ending, Grade, Order, Standing, may_serve, standing

__all__ = [
    "Difference",
    "Ending",
    "Grade",
    "NoticeDay",
    "NoticeUnreadable",
    "Order",
    "Standing",
    "difference",
    "may_serve",
    "read_notice",
    "standing",
]
