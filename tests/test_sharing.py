"""What stays together among parallel processes, and what begins first."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import sharing

CLASSES = """
import os

class TestOne:
    def test_one(self):
        with open(os.environ["SEEN"], "a") as seen:
            seen.write(f"{os.environ['PYTEST_XDIST_WORKER']} {os.path.basename(__file__)}\\n")

class TestTwo(TestOne): ...
class TestThree(TestOne): ...
class TestFour(TestOne): ...
"""
HOOK = """
from house_sharing import scheduling as pytest_xdist_make_scheduler
"""


class TestGroupOf:
    def test_a_journeys_file_and_a_dear_folder_stay_together_and_others_go_alone(self) -> None:
        group = sharing.group_of
        assert group("tests/journeys/test_pwa.py::A::x[en]") == group("tests/journeys/test_pwa.py::B::y")
        assert group("tests/journeys/test_pwa.py::x") != group("tests/journeys/test_home.py::x")
        assert group("tests/device/test_app.py::x") == group("tests/device/test_outbox.py::y")
        assert group("tests/fuzz/test_every_route.py::x[A]") != group("tests/fuzz/test_every_route.py::x[B]")

    @pytest.mark.parametrize("path", [*sharing.TOGETHER, *sharing.LONGEST])
    def test_every_place_it_names_is_there(self, path: str) -> None:
        assert (Path(__file__).parents[1] / path).exists()


class TestScheduling:
    def test_the_tests_of_a_group_run_in_one_process(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder, seen = tmp_path / "tests" / "journeys", tmp_path / "seen"
        folder.mkdir(parents=True)
        for name in ("test_a.py", "test_b.py"):
            (folder / name).write_text(CLASSES)
        (tmp_path / "conftest.py").write_text(HOOK)
        shutil.copy(str(sharing.__file__), tmp_path / "house_sharing.py")
        monkeypatch.setenv("SEEN", str(seen))
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
        subprocess.run([*command, f"--rootdir={tmp_path}", "tests"], cwd=tmp_path, check=True)
        pairs = {tuple(line.split()) for line in seen.read_text().splitlines()}
        assert sorted(file for _process, file in pairs) == ["test_a.py", "test_b.py"]
