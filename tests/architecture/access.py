"""The access table: `python -m tests.architecture.access` writes it anew."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from flask import Flask

from webapp.kernel import access

GOLDEN = Path(__file__).with_name("access.txt")


def table(app: Flask) -> set[str]:
    """Give one line per method and path: method, path, endpoint, who may enter."""
    doors = access.doors(app)
    return {
        f"{method:<6} {rule.rule}  {rule.endpoint}  {doors[rule.endpoint]}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def listed() -> set[str]:
    """Give the lines of the golden list."""
    return set(GOLDEN.read_text().splitlines()) if GOLDEN.exists() else set()


def main() -> None:
    """Write the list from the application as it is."""
    os.environ["KANGYUE_DEMO"] = "1"
    os.environ["KANGYUE_STATE"] = tempfile.mkdtemp(prefix="kangyue-access-")
    from webapp.app import create_app

    lines = sorted(table(create_app()), key=lambda line: line.split()[1:])
    GOLDEN.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
