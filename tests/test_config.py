"""Settings are complete or the program says, in one go, what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp import config

COMPLETE = {
    "KANGYUE_DATABASE_URL": "postgresql://db/kangyue",
    "KANGYUE_BASE_URL": "https://health.example",
    "KANGYUE_SECRET_KEY": "secret",
    "KANGYUE_KEYS": "k1:a2V5",
    "KANGYUE_COMPLAINT_PHONE": "400-123-4567",
    "KANGYUE_SMS": "none",
}


class TestRead:
    def test_everything_missing_is_named_at_once(self) -> None:
        with pytest.raises(config.Misconfigured) as refused:
            config.read({})
        assert [name for name in COMPLETE if name not in str(refused.value)] == []

    @pytest.mark.parametrize("name", COMPLETE)
    def test_each_variable_is_needed_outside_the_demo(self, name: str) -> None:
        with pytest.raises(config.Misconfigured, match=name):
            config.read({key: value for key, value in COMPLETE.items() if key != name})

    def test_a_database_we_do_not_know_is_refused_and_its_password_not_repeated(self) -> None:
        with pytest.raises(config.Misconfigured, match="KANGYUE_DATABASE_URL") as refused:
            config.read(COMPLETE | {"KANGYUE_DATABASE_URL": "mysql://kangyue:hunter2@db/kangyue"})
        assert "hunter2" not in str(refused.value)

    def test_a_state_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(config.Misconfigured, match="file/state"):
            config.read({"KANGYUE_DEMO": "1", "KANGYUE_STATE": str(tmp_path / "file" / "state")})

    def test_only_the_demo_may_go_without_https(self, tmp_path: Path) -> None:
        plain = COMPLETE | {"KANGYUE_BASE_URL": "http://health.example"}
        with pytest.raises(config.Misconfigured, match="https"):
            config.read(plain)
        assert not config.read(plain | {"KANGYUE_DEMO": "1", "KANGYUE_STATE": str(tmp_path)}).secure

    def test_the_demo_fills_in_what_is_missing(self, tmp_path: Path) -> None:
        settings = config.read({"KANGYUE_DEMO": "1", "KANGYUE_STATE": str(tmp_path)})
        assert settings.demo
        assert settings.complaint_phone
        assert settings.cookie_name == "kangyue"

    def test_https_makes_the_cookie_a_host_cookie(self) -> None:
        assert config.read(COMPLETE).cookie_name == "__Host-kangyue"
        assert config.read(COMPLETE).database_url == "postgresql+psycopg://db/kangyue"

    def test_outside_the_demo_no_code_goes_into_the_log(self) -> None:
        with pytest.raises(config.Misconfigured, match="KANGYUE_SMS"):
            config.read(COMPLETE | {"KANGYUE_SMS": "console"})

    def test_the_demo_may_print_its_text_messages_or_send_none(self, tmp_path: Path) -> None:
        demo = {"KANGYUE_DEMO": "1", "KANGYUE_STATE": str(tmp_path)}
        assert config.read(demo).sms_gateway == "console"
        assert config.read(demo | {"KANGYUE_SMS": "none"}).sms_gateway == "none"

    @pytest.mark.parametrize("typed", ["-1", "one", "1.0", "10", "\u0661"])
    def test_the_number_of_proxies_is_a_number(self, typed: str) -> None:
        with pytest.raises(config.Misconfigured, match="KANGYUE_PROXIES"):
            config.read(COMPLETE | {"KANGYUE_PROXIES": typed})

    def test_nobody_in_front_is_believed_unless_told(self) -> None:
        assert config.read(COMPLETE).trusted_proxies == 0
        assert config.read(COMPLETE | {"KANGYUE_PROXIES": "2"}).trusted_proxies == 2
