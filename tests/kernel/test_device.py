"""A phone knows our answers from those of hotels and gateways: ours repeat whose things they are about."""

from __future__ import annotations

from flask.testing import FlaskClient

TAG = "0123456789abcdefghij"


class TestAnswer:
    def test_repeats_the_person_even_where_it_refuses(self, client: FlaskClient) -> None:
        said = client.post("/questionnaires/hra/answers", json={}, headers={"X-Person": TAG})
        assert said.status_code == 401
        assert said.headers["X-Person"] == TAG

    def test_repeats_nothing_longer_than_a_tag_and_nothing_unasked(self, client: FlaskClient) -> None:
        assert "X-Person" not in client.get("/healthz", headers={"X-Person": TAG * 2}).headers
        assert "X-Person" not in client.get("/healthz").headers
