"""Whose word is taken for where a visitor comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, request

from webapp import config
from webapp.kernel import security

Seen = Callable[[int, str], str]

CLIENT, INNER, FORGED = "198.51.100.7", "10.0.0.2", "203.0.113.9"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Seen:
    """Give the address the application sees for a connection that says whom it speaks for."""

    def ask(hops: int, forwarded: str) -> str:
        own = {"KANGYUE_DEMO": "1", "KANGYUE_STATE": str(tmp_path), "KANGYUE_PROXIES": str(hops)}
        monkeypatch.setattr(config, "current", lambda: config.read(own))
        return _address_of(forwarded)

    return ask


def _address_of(forwarded: str) -> str:
    app = Flask("kernel")
    security.init(app)
    app.add_url_rule("/", view_func=lambda: request.remote_addr or "")
    headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Host": "evil.example"}
    return app.test_client().get("/", headers=headers, environ_base={"REMOTE_ADDR": INNER}).text


class TestTrustProxies:
    def test_without_a_proxy_a_forged_address_is_ignored(self, seen: Seen) -> None:
        assert seen(0, FORGED) == INNER

    def test_behind_one_proxy_its_word_counts_and_not_the_visitors(self, seen: Seen) -> None:
        assert seen(1, f"{FORGED}, {CLIENT}") == CLIENT

    def test_behind_two_proxies_the_outer_ones_word_counts(self, seen: Seen) -> None:
        assert seen(2, f"{FORGED}, {CLIENT}, 10.0.0.3") == CLIENT

    @pytest.mark.parametrize("forwarded", ["", CLIENT])
    def test_a_header_that_is_too_short_is_nobodys_word(self, seen: Seen, forwarded: str) -> None:
        assert seen(2, forwarded) == INNER
