"""Who may join alone (A4)."""

from __future__ import annotations

MAY_JOIN_FROM = 18  # completed years
