"""`make lighthouse`: seven pages in both languages through mobile Lighthouse, on the demo."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.machine import ROOT
from tests import serving
from tests.browser import CHROMIUM

HERE = Path(__file__).parent


def main() -> int:
    """Audit; gives the exit status."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--only", default="", help="a part of the page's name")
    asked.add_argument(
        "--every", action="store_true", help="each page that a client opens, not only the seven"
    )
    options = asked.parse_args()
    state = ROOT / "build" / "lighthouse"
    shutil.rmtree(state, ignore_errors=True)
    serving.seed(state)
    port = serving.free_port()
    own = serving.environment(state, port)
    command = [sys.executable, "-m", "bench.lighthouse.pages", f"http://localhost:{port}"]
    command += ["every"] if options.every else []
    listed = subprocess.run(command, env=own, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    pages = [page for page in json.loads(listed.splitlines()[-1]) if options.only in page["name"]]
    if options.every:
        pages = _opened(pages)
    request: dict[str, Any] = {"runs": options.runs, "out": str(state / "reports"), "pages": pages}
    request["chromium"] = os.environ.get("CHROME_PATH", CHROMIUM)
    with serving.serving(state, port):
        judged = subprocess.run(
            ["node", str(HERE / "gate.mjs")], input=json.dumps(request), text=True, check=False
        )
    return judged.returncode


def _opened(pages: list[dict[str, str]]) -> list[dict[str, str]]:
    """Leave out what nobody of the demo opens, and say so."""
    for page in pages:
        if "/nobody-opens/" in page["url"]:
            print(f"none   {page['name']}")
    return [page for page in pages if "/nobody-opens/" not in page["url"]]


if __name__ == "__main__":
    sys.exit(main())
