"""Serve one target with exactly the flags of `kangyue run`: `python -m bench.serve TARGET PORT [WORKERS]`."""

from __future__ import annotations

import sys
from typing import Any

import granian

REAL = granian.Granian


def main(target: str, port: int, workers: int = 1) -> None:
    """Serve `target` ("wsgi:app" or "bench.hello:app") until stopped."""

    def same_flags(_target: str, **flags: Any) -> Any:
        return REAL(target, **flags)

    granian.Granian = same_flags  # type: ignore[assignment,misc]
    from webapp.commands import serving

    serving._serve(port, workers, "127.0.0.1")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
