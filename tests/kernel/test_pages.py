"""Answers of text travel squeezed, whoever asks: a page, a worker, a script."""

from __future__ import annotations

import brotli
import pytest
from flask.testing import FlaskClient


class TestSqueeze:
    @pytest.mark.parametrize("path", ["/sign-in", "/sw.js", "/manifest.webmanifest"])
    def test_says_the_same_in_fewer_bytes_to_whoever_takes_them(self, client: FlaskClient, path: str) -> None:
        plain = client.get(path)
        squeezed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert "Content-Encoding" not in plain.headers
        assert squeezed.headers["Content-Encoding"] == "br"
        assert "Accept-Encoding" in squeezed.headers["Vary"]
        assert len(squeezed.data) < len(plain.data) / 1.5
        if path != "/sign-in":  # its token is new each time
            assert brotli.decompress(squeezed.data) == plain.data
