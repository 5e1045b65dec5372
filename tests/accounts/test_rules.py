"""Rules of signing in: phone numbers, passwords, session limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webapp.accounts import rules

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class TestTidyPhone:
    @pytest.mark.parametrize(
        "typed",
        ["13900001234", "139 0000 1234", "+86 139-0000-1234", "008613900001234", "１３９００００１２３４"],
    )
    def test_takes_a_mobile_number_however_it_is_typed(self, typed: str) -> None:
        assert rules.tidy_phone(typed) == "+8613900001234"

    @pytest.mark.parametrize(
        "typed", ["", "12900001234", "1390000123", "139000012345", "+8513900001234", "١٣٩٠٠٠٠١٢٣٤"]
    )
    def test_refuses_what_is_no_mainland_mobile(self, typed: str) -> None:
        assert rules.tidy_phone(typed) == ""


class TestPasswordProblem:
    def test_wants_length_not_classes(self) -> None:
        assert rules.password_problem("correct horse") is None
        assert rules.password_problem("A1!b2@c3#") is not None

    @pytest.mark.parametrize("worn", ["aaaaaaaaaaaa", "1234567890", "PASSWORD123"])
    def test_refuses_what_everybody_tries_first(self, worn: str) -> None:
        assert rules.password_problem(worn) is not None

    def test_refuses_a_password_too_long_to_hash_cheaply(self) -> None:
        assert rules.password_problem("abcd" * 51) is not None


class TestSessionAlive:
    def alive(self, role: str, *, idle: timedelta, left: timedelta) -> bool:
        return rules.session_alive(now=NOW, seen_at=NOW - idle, ends_at=NOW + left, role=role)

    def test_a_desk_is_signed_out_after_two_idle_hours(self) -> None:
        assert self.alive("NUTRITIONIST", idle=timedelta(hours=1, minutes=59), left=timedelta(hours=1))
        assert not self.alive("NUTRITIONIST", idle=timedelta(hours=2), left=timedelta(hours=1))

    def test_a_clients_phone_stays_signed_in_for_a_month(self) -> None:
        assert self.alive("CLIENT", idle=timedelta(days=29), left=timedelta(days=1))
        assert not self.alive("CLIENT", idle=timedelta(days=30), left=timedelta(days=1))

    def test_nobody_outlives_the_absolute_limit(self) -> None:
        assert not self.alive("CLIENT", idle=timedelta(0), left=timedelta(0))


class TestRemember:
    def test_a_strange_device_gets_its_id_with_its_first_person(self) -> None:
        assert rules.remember(rules.STRANGE, "lin", new_id="d1") == rules.Device("d1", ("lin",))

    def test_the_id_stays_and_nobody_stands_there_twice(self) -> None:
        device = rules.Device("d1", ("lin", "chen"))
        assert rules.remember(device, "lin", new_id="d2") == rules.Device("d1", ("chen", "lin"))

    def test_the_one_who_has_been_away_longest_is_forgotten(self) -> None:
        people = tuple(str(n) for n in range(rules.PEOPLE_PER_DEVICE))
        assert rules.remember(rules.Device("d1", people), "new", new_id="").people == (*people[1:], "new")


class TestKindOfDevice:
    @pytest.mark.parametrize(
        ("says", "kind"),
        [
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
                " Chrome/131.0.0.0 Mobile Safari/537.36",
                "CHROME ANDROID",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                " Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
                "EDGE WINDOWS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
                " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54 Safari/604.1",
                "WECHAT IPHONE",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
                " (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1",
                "CHROME IPHONE",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "FIREFOX LINUX"),
            ("curl/8.5.0", ""),
            ("", ""),
        ],
    )
    def test_is_read_from_what_the_browser_says_of_itself(self, says: str, kind: str) -> None:
        assert rules.kind_of_device(says) == kind
