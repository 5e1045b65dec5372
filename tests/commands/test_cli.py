"""Whatever a command is given, it ends with a plain line."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.serving import KANGYUE, ROOT
from webapp.cli import main

DEEP = 100_000
ODD = {
    "empty": b"",
    "binary": bytes(range(256)),
    "cut off": b'{"item": [',
    "two values": b"{} {}",
    "not a number": b'{"age": NaN}',
    "no end": b'{"age": -Infinity}',
    "an endless number": b'{"age": ' + b"9" * 5000 + b"}",
    "deep": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a number": b"42",
    "words": b'"words"',
}
READERS = {
    "risk": ["risk", "china_par_10y", "FILE"],
    "assess": ["assess", "FILE"],
    "score": ["questionnaire", "score", "phq9", "--response", "FILE"],
    "validate": ["questionnaire", "validate", "--response", "FILE"],
    "questionnaire": ["questionnaire", "validate", "--questionnaire", "FILE", "--response", "WELL"],
    "import": ["questionnaire", "import", "FILE"],
}


def said_no(words: list[str]) -> None:
    """A command refuses with exit code 2 and one line on stderr, nothing on stdout."""
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert len(result.stderr.splitlines()) == 1
    assert len(result.stderr) < 300


@pytest.mark.parametrize("command", READERS)
class TestReading:
    @pytest.mark.parametrize("odd", ODD)
    def test_an_odd_file_is_refused_in_one_line(self, tmp_path: Path, command: str, odd: str) -> None:
        (tmp_path / "odd").write_bytes(ODD[odd])
        (tmp_path / "well").write_text("{}")
        places = {"FILE": str(tmp_path / "odd"), "WELL": str(tmp_path / "well")}
        said_no([places.get(word, word) for word in READERS[command]])

    @pytest.mark.parametrize("place", ["", "nowhere", "bell\a\nand line", "n\0ul"])
    def test_what_is_no_file_is_refused_in_one_line(self, tmp_path: Path, command: str, place: str) -> None:
        (tmp_path / "well").write_text("{}")
        places = {"FILE": f"{tmp_path}/{place}", "WELL": str(tmp_path / "well")}
        said_no([places.get(word, word) for word in READERS[command]])


class TestHelp:
    @pytest.mark.parametrize("words", [[], ["db"], ["audit"], ["questionnaire"], ["demo"], ["run"], ["risk"]])
    def test_every_command_explains_itself_without_settings(self, words: list[str]) -> None:
        result = CliRunner().invoke(main, [*words, "--help"])
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: {' '.join(['kangyue', *words])} ")
        assert "..." not in result.stdout.partition("Commands:")[2]


class TestSurroundings:
    def run(self, *words: str, **settings: str) -> tuple[int, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("KANGYUE_")}
        own |= {"PYTHONPATH": str(ROOT), **settings}
        done = subprocess.run([*KANGYUE, *words], env=own, cwd=ROOT, capture_output=True, text=True)
        return done.returncode, done.stderr

    @pytest.mark.parametrize(
        "words", ["run", "worker", "db upgrade", "audit verify", "questionnaire export x"]
    )
    def test_missing_settings_are_named(self, words: str) -> None:
        status, said = self.run(*words.split())
        assert status == 2
        assert "KANGYUE_DATABASE_URL" in said
        assert "Traceback" not in said

    @pytest.mark.parametrize("words", ["audit verify", "questionnaire export x"])
    def test_a_database_without_tables_says_what_makes_them(self, tmp_path: Path, words: str) -> None:
        status, said = self.run(*words.split(), KANGYUE_DEMO="1", KANGYUE_STATE=str(tmp_path))
        assert status == 1
        assert "kangyue db upgrade" in said
        assert len(said.splitlines()) == 1

    @pytest.mark.parametrize("words", ["--port 0", "--port 65536", "--workers 0", "--host localhost"])
    def test_an_address_nobody_can_listen_on_is_refused(self, words: str) -> None:
        status, said = self.run("run", *words.split())
        assert (status, words.split()[0] in said, "Traceback" in said) == (2, True, False)
