"""Results by file: taken in, read and compared by the worker, confirmed once, written row by row (X1)."""

from webapp.exams.services.importing import applying, reading
from webapp.exams.services.importing.taking import (
    Looked,
    check_columns,
    confirm_columns,
    confirm_import,
    drop_import,
    look_at,
    take_in,
)

__all__ = [
    "Looked",
    "applying",
    "check_columns",
    "confirm_columns",
    "confirm_import",
    "drop_import",
    "look_at",
    "reading",
    "take_in",
]
