"""Whose word is taken for where a visitor comes from."""

from __future__ import annotations

import pytest
from flask import Flask, request

from webapp.kernel import security

CLIENT, INNER, FORGED = "198.51.100.7", "10.0.0.2", "203.0.113.9"


def seen(hops: int, forwarded: str) -> str:
    """Give the address the application sees for a connection that says whom it speaks for."""
    app = Flask("kernel")
    security.trust_proxies(app, hops)
    app.add_url_rule("/", view_func=lambda: request.remote_addr or "")
    headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Host": "evil.example"}
    return app.test_client().get("/", headers=headers, environ_base={"REMOTE_ADDR": INNER}).text


class TestTrustProxies:
    def test_without_a_proxy_a_forged_address_is_ignored(self) -> None:
        assert seen(0, FORGED) == INNER

    def test_behind_one_proxy_its_word_counts_and_not_the_visitors(self) -> None:
        assert seen(1, f"{FORGED}, {CLIENT}") == CLIENT

    def test_behind_two_proxies_the_outer_ones_word_counts(self) -> None:
        assert seen(2, f"{FORGED}, {CLIENT}, 10.0.0.3") == CLIENT

    @pytest.mark.parametrize("forwarded", ["", CLIENT])
    def test_a_header_that_is_too_short_is_nobodys_word(self, forwarded: str) -> None:
        assert seen(2, forwarded) == INNER
