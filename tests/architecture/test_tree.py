"""What may and may not lie in the repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class TestTree:
    def test_no_environment_or_link_is_tracked(self) -> None:
        """Untrack it: `git rm --cached .venv`; a tracked link replaces the real folder of others."""
        listed = subprocess.run(
            ["git", "ls-files", "-s"], cwd=ROOT, check=True, capture_output=True, text=True
        )
        tracked = [
            line for line in listed.stdout.splitlines() if line.startswith("120000") or "\t.venv" in line
        ]
        assert tracked == []
