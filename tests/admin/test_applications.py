"""The branch's side of an application and of a wish for another institution (P1, P5)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn, new_client
from tests.factories import company, plans
from tests.factories.plans import Shop
from webapp.kernel import clock
from webapp.organisation import services as organisation
from webapp.plans import queries, services
from webapp.plans.models import PlanApplication
from webapp.plans.rules import ItemChange, Plan
from webapp.records import queries as records

KEY = "k" * 32


@dataclass
class Counter:
    """A desk with one application that waits."""

    shop: Shop
    browser: FlaskClient
    act: Act
    found: PlanApplication

    @property
    def path(self) -> str:
        return f"/desk/applications/{self.found.id}"

    def pay(self, **changes: str) -> tuple[int, str]:
        """Confirm the payment; gives the status, and where it leads or else the page."""
        paid = {"method": "WECHAT", "yuan": "980", "paid_on": clock.today().isoformat(), "revision": "1"}
        answer = self.browser.post(f"{self.path}/activate", data=paid | {"_key": KEY} | changes)
        return answer.status_code, answer.headers.get("Location", answer.text)

    def years(self) -> int:
        with self.act():
            return len(queries.enrolments_of(self.shop.client.id))


@pytest.fixture
def counter(app: Flask, act: Act, client: FlaskClient, sign_in: SignIn) -> Counter:
    with act():
        shop = plans.open_shop()
        shop.choose()
        found = shop.submit()
    return Counter(shop, sign_in(client, shop.manager.account_id), act, found)


class TestApplications:
    def test_it_lists_what_the_own_branch_waits_for(
        self, counter: Counter, sign_in: SignIn, app: Flask
    ) -> None:
        assert counter.path in counter.browser.get("/desk/applications").text
        with counter.act():
            stranger = company.somebody(company.a_branch())
        elsewhere = sign_in(new_client(app), stranger.account_id)
        assert counter.path not in elsewhere.get("/desk/applications").text
        assert elsewhere.get(counter.path).status_code == 404


class TestApplication:
    def test_it_shows_what_was_chosen_and_the_look_is_noted(self, counter: Counter) -> None:
        page = counter.browser.get(counter.path).text
        assert "¥980" in page
        with counter.act():
            looks = records.access_log(client_id=counter.shop.client.id).rows
        assert [one.what for one in looks] == ["application"]

    def test_what_was_never_sent_is_not_shown(self, counter: Counter) -> None:
        with counter.act():
            services.withdraw(client_id=counter.shop.client.id, actor_id="")
            draft = counter.shop.choose()
        assert counter.browser.get(f"/desk/applications/{draft.id}").status_code == 404
        assert "/activate" not in counter.browser.get(counter.path).text


class TestActivateApplication:
    def test_the_year_begins_and_a_second_press_changes_nothing(self, counter: Counter) -> None:
        assert [counter.pay()[0], counter.pay()[0]] == [303, 303]
        assert counter.years() == 1

    def test_a_colleague_who_presses_too_reads_that_it_is_done(self, counter: Counter) -> None:
        counter.pay()
        status, page = counter.pay(_key="o" * 32)
        assert status == 422
        assert "/activate" not in page
        assert counter.years() == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [("yuan", "900"), ("yuan", "a lot"), ("method", "BARTER"), ("paid_on", "2099-01-01")],
    )
    def test_what_is_wrong_is_named_at_its_field(self, counter: Counter, field: str, value: str) -> None:
        status, page = counter.pay(**{field: value})
        assert status == 422
        assert f'id="{field}-error"' in page
        assert counter.years() == 0

    def test_a_doctor_who_cannot_serve_any_more_stops_it_and_nothing_is_bought(
        self, counter: Counter
    ) -> None:
        with counter.act():
            services.withdraw(client_id=counter.shop.client.id, actor_id="")
            counter.shop.choose(
                Plan.FULL_COURSE, change=ItemChange(left_out=("lipid",), reason="done last month")
            )
            counter.found = counter.shop.submit()
            organisation.open_standby(
                staff_id=counter.shop.doctor.id, reason_ref="R1", review_due=clock.today(), actor_id=""
            )
        assert counter.pay(yuan="9800")[0] == 422
        assert counter.years() == 0

    def test_a_page_that_lost_its_revision_is_refused(self, counter: Counter) -> None:
        assert counter.pay(revision="")[0] == 400


class TestSendBackApplication:
    def test_the_client_reads_the_reason(self, counter: Counter) -> None:
        sent = {"reason": "Please choose another package.", "revision": "1", "_key": KEY}
        assert counter.browser.post(f"{counter.path}/send-back", data=sent).status_code == 303
        with counter.act():
            found = queries.live_application(counter.shop.client.id)
        assert found
        assert found.answer == "Please choose another package."

    def test_it_needs_a_reason(self, counter: Counter) -> None:
        answer = counter.browser.post(f"{counter.path}/send-back", data={"revision": "1", "_key": KEY})
        assert answer.status_code == 422


class TestWish:
    @pytest.fixture
    def path(self, counter: Counter) -> str:
        counter.pay()
        with counter.act():
            wish = services.ask_to_move(
                client_id=counter.shop.client.id,
                institution_id=counter.shop.other.id,
                reason="I have moved.",
                actor_id="",
            )
        return f"/desk/wishes/{wish.id}"

    def place(self, counter: Counter) -> str:
        with counter.act():
            return queries.enrolments_of(counter.shop.client.id)[0].institution_id

    def test_the_branch_agrees_once(self, counter: Counter, path: str) -> None:
        assert path in counter.browser.get("/desk/wishes").text
        assert counter.browser.post(f"{path}/approve", data={"_key": "a" * 32}).status_code == 303
        assert self.place(counter) == counter.shop.other.id
        assert counter.browser.post(f"{path}/approve", data={"_key": "o" * 32}).status_code == 422

    def test_it_refuses_with_a_reason_only(self, counter: Counter, path: str) -> None:
        assert counter.browser.post(f"{path}/refuse", data={"_key": KEY}).status_code == 422
        refused = {"reason": "It has no free places.", "_key": "o" * 32}
        assert counter.browser.post(f"{path}/refuse", data=refused).status_code == 303
        assert self.place(counter) == counter.shop.regular.id
