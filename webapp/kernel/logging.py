"""Structured logs to stderr: one JSON line per event, no personal word in it."""

from __future__ import annotations

import io
import logging
import sys
import time
from contextlib import suppress
from functools import lru_cache
from typing import Any, TextIO, cast

from flask import Flask, Response, g, request

from webapp.kernel import ids

_SLOW = 1.0  # seconds


class _Lines(io.TextIOBase):
    """Where the lines go: stderr as it stands now. A full disk or a closed pipe costs a line, never an answer."""

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            return sys.stderr.write(text)
        return 0

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()


@lru_cache(maxsize=1)
def log() -> Any:
    """Give the log: JSON lines with time and level."""
    # Imported here: a server that has nothing to say saves some megabytes.
    import structlog

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=cast(TextIO, _Lines())),
        cache_logger_on_first_use=True,
    )
    return structlog.get_logger()


def _start() -> None:
    g.started = time.perf_counter()


def request_id() -> str:
    """Give the name of this request in the log; made when its first line is written."""
    if "request_id" not in g:
        g.request_id = ids.new_id()
    return str(g.request_id)


def _end(response: Response) -> Response:
    took = time.perf_counter() - g.get("started", time.perf_counter())
    if response.status_code >= 500 or took > _SLOW:
        log().warning(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            seconds=round(took, 3),
            request=request_id(),
        )
    return response


def init(app: Flask) -> None:
    """Log slow and failed requests; the rest is the proxy's work."""
    app.before_request(_start)
    app.after_request(_end)
