"""How long a complaint that was begun and not sent is kept."""

from __future__ import annotations

from datetime import timedelta

KEEP_DRAFT = timedelta(days=3)
