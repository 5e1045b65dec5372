from __future__ import annotations

import pytest

from webapp.home.rules import Mode, PartOfDay, Theme, mode, part_of_day, theme, way_back


class TestWayBack:
    @pytest.mark.parametrize(
        ("asked", "path"),
        [
            ("/me", "/me"),
            ("/book?day=2026-12-03", "/book?day=2026-12-03"),
            ("http://localhost:8000/health?after=x", "/health?after=x"),
            ("https://elsewhere.example/me", "/me"),
            ("//elsewhere.example", "/"),
            ("javascript:alert(1)", "/"),
            ("http://[broken", "/"),
            ("", "/"),
        ],
    )
    def test_leads_only_to_paths_of_ours(self, asked: str, path: str) -> None:
        assert way_back(asked) == path


class TestChoose:
    def test_only_known_modes_and_themes(self) -> None:
        assert mode("ELDER") == Mode.ELDER
        assert theme("DARK") == Theme.DARK
        assert mode("elder") is None
        assert theme("") is None


class TestGreet:
    @pytest.mark.parametrize(
        ("hour", "part"),
        [
            (0, PartOfDay.EVENING),
            (5, PartOfDay.MORNING),
            (10, PartOfDay.MORNING),
            (11, PartOfDay.NOON),
            (13, PartOfDay.AFTERNOON),
            (17, PartOfDay.AFTERNOON),
            (18, PartOfDay.EVENING),
        ],
    )
    def test_by_the_time_of_day(self, hour: int, part: PartOfDay) -> None:
        assert part_of_day(hour) == part
