"""The log: lines for the operator, never in the way of an answer."""

from __future__ import annotations

import io
import json
import sys

import pytest

from webapp.kernel.logging import log


class TestLog:
    def test_a_line_goes_to_where_stderr_is_now(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        log().warning("first")
        later = io.StringIO()
        monkeypatch.setattr(sys, "stderr", later)
        log().warning("second", seconds=1.5)
        line = json.loads(later.getvalue())
        assert (line["event"], line["level"], line["seconds"]) == ("second", "warning", 1.5)

    def test_a_closed_pipe_or_a_full_disk_costs_the_line_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        closed = io.StringIO()
        closed.close()
        monkeypatch.setattr(sys, "stderr", closed)
        log().warning("nobody reads this")
        full = _FullDisk()
        monkeypatch.setattr(sys, "stderr", full)
        log().warning("nor this")
        assert full.asked > 0
        again = io.StringIO()
        monkeypatch.setattr(sys, "stderr", again)
        log().warning("this one is read")
        assert json.loads(again.getvalue())["event"] == "this one is read"


class _FullDisk(io.StringIO):
    asked = 0

    def write(self, text: str) -> int:
        self.asked += 1
        raise OSError(28, "No space left on device")
