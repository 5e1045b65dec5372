"""Signing in on a real database (A3)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask

from tests.factories.accounts import PASSWORD, TOTP, a_client_account, a_staff_account
from webapp.accounts import queries, services
from webapp.accounts.models import AuthSession, PhoneCode
from webapp.accounts.rules import Reach
from webapp.kernel import clock
from webapp.kernel.db import db

pytestmark = pytest.mark.usefixtures("inside")
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


class TestOpenAccount:
    def test_one_phone_belongs_to_one_client(self) -> None:
        a_client_account(phone="+8613900001111")
        with pytest.raises(services.PhoneTaken):
            a_client_account(phone="+8613900001111")

    def test_user_names_do_not_differ_by_case(self) -> None:
        a_staff_account(username="Lin")
        with pytest.raises(services.UsernameTaken):
            a_staff_account(username="lIN")

    def test_a_weak_password_is_refused(self) -> None:
        with pytest.raises(services.WeakPassword):
            services.open_client_account(
                phone="+8613900001112",
                password="short",
                language="en",
                branch_id="",
                name_zh="沈",
                name_en="Shen",
            )


class TestStartSession:
    def test_only_the_hash_of_the_cookies_secret_is_kept(self) -> None:
        token = services.start_session(account=a_client_account(), device="phone")
        db.session.flush()
        kept = db.session.query(AuthSession).one()
        assert token not in kept.id
        assert queries.live_session(kept.id) is not None

    def test_an_ended_session_opens_nothing(self) -> None:
        account = a_client_account()
        services.start_session(account=account, device="phone")
        db.session.flush()
        kept = db.session.query(AuthSession).one()
        assert services.end_session(account_id=account.id, session_id=kept.id)
        assert queries.live_session(kept.id) is None

    def test_nobody_ends_another_persons_session(self) -> None:
        services.start_session(account=a_client_account(), device="phone")
        db.session.flush()
        kept = db.session.query(AuthSession).one()
        assert not services.end_session(account_id=a_client_account().id, session_id=kept.id)

    def test_a_session_that_has_run_out_is_no_signed_in_device(self) -> None:
        account = a_client_account()
        services.start_session(account=account, device="phone")
        db.session.flush()
        assert [one.device for one in queries.sessions(account.id)] == ["phone"]
        with clock.at(clock.now() + timedelta(days=90)):
            assert queries.sessions(account.id) == []

    def test_an_account_without_reach_has_no_session(self) -> None:
        account = a_client_account()
        services.start_session(account=account, device="phone")
        services.set_reach(account_id=account.id, reach=Reach.NONE)
        assert queries.live_session(db.session.query(AuthSession).one().id) is None


class TestSetPassword:
    def test_a_new_password_ends_all_other_sessions(self) -> None:
        account = a_client_account()
        for device in ("old phone", "this phone"):
            services.start_session(account=account, device=device)
        db.session.flush()
        here = db.session.query(AuthSession).filter_by(device="this phone").one().id
        services.set_password(
            account_id=account.id, password="another long secret", session_id=here, branch_id=""
        )
        assert [one.device for one in queries.sessions(account.id)] == ["this phone"]
        assert services.password_fits(account_id=account.id, password="another long secret")


class TestSecondFactor:
    def test_a_code_opens_once(self, app: Flask) -> None:
        with time_machine.travel(NOON, tick=False):
            a_staff_account(username="lin")
            db.session.commit()
            code = pyotp.TOTP(TOTP).at(NOON)
            services.sign_in_staff(username="lin", password=PASSWORD, code=code)
            db.session.commit()
            with app.test_request_context(), pytest.raises(services.SignInRefused):
                services.sign_in_staff(username="lin", password=PASSWORD, code=code)

    def test_a_code_of_another_minute_opens_nothing(self, app: Flask) -> None:
        with time_machine.travel(NOON, tick=False):
            a_staff_account(username="lin")
            db.session.commit()
            late = pyotp.TOTP(TOTP).at(NOON - timedelta(seconds=90))
            with app.test_request_context(), pytest.raises(services.SignInRefused):
                services.sign_in_staff(username="lin", password=PASSWORD, code=late)


class TestSendCode:
    def ask(self, phone: str = "+8613900001111") -> PhoneCode:
        services.send_code(phone=phone, address="198.51.100.7", language="en")
        db.session.flush()
        return db.session.query(PhoneCode).order_by(PhoneCode.created_at.desc()).first()  # type: ignore[return-value]

    def test_a_phone_gets_one_code_a_minute(self) -> None:
        self.ask()
        with pytest.raises(services.TooManyCodes):
            self.ask()

    def test_a_phone_gets_ten_codes_a_day(self) -> None:
        for minute in range(10):
            with time_machine.travel(NOON + timedelta(minutes=2 * minute), tick=False):
                self.ask()
        with (
            time_machine.travel(NOON + timedelta(minutes=30), tick=False),
            pytest.raises(services.TooManyCodes),
        ):
            self.ask()

    def test_a_code_opens_once_and_within_five_minutes(self) -> None:
        a_client_account(phone="+8613900001111")
        with time_machine.travel(NOON, tick=False):
            code = self.ask().code or ""
        with (
            time_machine.travel(NOON + timedelta(minutes=5), tick=False),
            pytest.raises(services.SignInRefused),
        ):
            services.sign_in_with_code(phone="+8613900001111", code=code)
        with time_machine.travel(NOON + timedelta(minutes=4), tick=False):
            services.sign_in_with_code(phone="+8613900001111", code=code)
            with pytest.raises(services.SignInRefused):
                services.sign_in_with_code(phone="+8613900001111", code=code)

    def test_the_table_does_not_give_a_code_away(self) -> None:
        row = self.ask()
        plain = hashlib.sha256(f"{row.phone_index}:{row.code}".encode()).hexdigest()
        assert row.code_hash != plain
