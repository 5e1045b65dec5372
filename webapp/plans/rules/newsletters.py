"""Newsletters: how many a year stands in the matrix; how they come is fixed when a plan is bought (P5).

Standard library only.
"""

from __future__ import annotations

from enum import StrEnum


class Delivery(StrEnum):
    """How newsletters come; electronic is recommended."""

    ELECTRONIC = "ELECTRONIC"
    PRINT = "PRINT"
