"""Results by file: taken in, read and compared by the worker, confirmed once, written row by row (X1)."""

from webapp.exams.services.importing import applying, reading
from webapp.exams.services.importing.taking import confirm_columns, confirm_import, drop_import, take_in

__all__ = ["applying", "confirm_columns", "confirm_import", "drop_import", "reading", "take_in"]
