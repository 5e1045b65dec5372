"""What a phone sends by itself: drafts, finished responses, and the form it fills without a network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House, Person
from webapp.kernel import clock
from webapp.questionnaires import queries
from webapp.seed.questionnaires import HEALTHY

JSON = {"Accept": "application/json"}


def raw(facts: dict[str, Any]) -> dict[str, list[str]]:
    words = {True: "true", False: "false"}
    return {
        link_id: [
            words[one] if isinstance(one, bool) else str(one)
            for one in (fact if isinstance(fact, list) else [fact])
        ]
        for link_id, fact in facts.items()
    }


@dataclass(frozen=True)
class Phone:
    """A client's phone that speaks to the server by itself."""

    person: Person
    definition_id: str
    act: Act

    def agree(self) -> None:
        assert self.person.browser.post("/questionnaires/hra", data={"agree": "y"}).status_code == 303

    def bring(self, facts: dict[str, Any], **more: Any) -> TestResponse:
        body = {
            "definition": self.definition_id,
            "values": raw(facts),
            "revision": 0,
            "place": 1,
            "token": "one",
        }
        return self.person.browser.post("/questionnaires/hra/answers", json=body | more, headers=JSON)

    def finish(self, facts: dict[str, Any], key: str = "key-of-this-one", **more: Any) -> TestResponse:
        body = {"definition": self.definition_id, "values": raw(facts), "name": "Shen Zhihe", "certify": True}
        headers = JSON | {"Idempotency-Key": key}
        return self.person.browser.post("/questionnaires/hra/responses", json=body | more, headers=headers)

    def draft(self) -> Any:
        """What the server keeps of the draft, None when there is none."""
        said = self.person.browser.get("/questionnaires/hra/answers", headers=JSON)
        return said.get_json() if said.status_code == 200 else None

    def sent(self) -> int:
        """How many responses are kept."""
        with self.act():
            return len(queries.responses_of(self.person.id))


@pytest.fixture
def phone(people: House, act: Act) -> Phone:
    with act():
        definition_id = queries.current_id("hra")
    assert definition_id
    return Phone(people.shen, definition_id, act)


class TestBring:
    def test_answers_are_on_the_server_as_they_were_typed(self, phone: Phone) -> None:
        phone.agree()
        said = phone.bring({"living-area": "city", "sleep-hours": "seven"}, place=2)
        assert said.status_code == 200
        kept = phone.draft()
        assert kept["revision"] == said.get_json()["revision"] == 1
        assert kept["place"] == 2
        assert kept["raw"]["living-area"] == ["city"]

    def test_what_another_device_changed_meanwhile_is_not_overwritten(self, phone: Phone) -> None:
        phone.agree()
        assert phone.bring({"living-area": "city"}).status_code == 200
        said = phone.bring({"living-area": "village"}, token="two")
        assert said.get_json()["conflict"] == "/questionnaires/hra/parts/1"
        kept = phone.draft()
        assert kept["raw"]["living-area"] == ["city"]
        assert kept["conflict"]

    def test_a_draft_that_was_sent_elsewhere_does_not_come_back(self, phone: Phone) -> None:
        phone.agree()
        assert phone.finish(HEALTHY).status_code == 201
        said = phone.bring({"living-area": "city"}, revision=7)
        assert (said.status_code, said.get_json()["code"]) == (409, "sent-already")
        assert phone.draft() is None

    def test_answers_of_a_draft_that_is_no_more_overwrite_none_of_the_next_one(self, phone: Phone) -> None:
        phone.agree()
        phone.bring({"living-area": "city"}, token="phone")
        old = phone.draft()
        phone.finish(HEALTHY, draft=old["id"], revision=old["revision"])
        phone.agree()
        phone.bring({"living-area": "town"}, token="tablet")
        assert phone.draft()["revision"] == old["revision"]
        said = phone.bring(
            {"living-area": "village"}, token="phone", draft=old["id"], revision=old["revision"]
        )
        assert said.get_json()["conflict"]
        assert phone.draft()["raw"]["living-area"] == ["town"]

    def test_a_draft_that_was_deleted_elsewhere_says_so_and_may_be_begun_again(self, phone: Phone) -> None:
        phone.agree()
        phone.finish(HEALTHY)
        phone.agree()
        phone.bring({"living-area": "city"})
        known = phone.draft()["id"]
        assert phone.person.browser.post("/questionnaires/hra/delete").status_code == 303
        said = phone.bring({"living-area": "village"}, revision=1, draft=known)
        assert (said.status_code, said.get_json()["code"]) == (410, "draft-deleted")
        assert phone.draft() is None
        assert phone.bring({"living-area": "village"}).status_code == 200
        assert phone.draft()["raw"]["living-area"] == ["village"]

    def test_the_place_to_come_back_to_is_a_section_of_the_form(self, phone: Phone) -> None:
        phone.agree()
        assert phone.bring({"living-area": "city"}, place=10**8).status_code == 200
        assert phone.draft()["place"] == 9

    def test_answers_are_kept_in_no_cache_on_the_way(self, phone: Phone) -> None:
        phone.agree()
        phone.bring({"living-area": "city"})
        for path in ("/questionnaires/hra/answers", "/questionnaires/hra/answers?x"):
            said = phone.person.browser.get(path, headers=JSON)
            assert said.headers["Cache-Control"] == "private, no-store"

    def test_without_consent_nothing_is_kept(self, phone: Phone) -> None:
        said = phone.bring({"living-area": "city"})
        assert said.status_code == 422
        assert "agree" in said.get_json()["error"] or "\u540c\u610f" in said.get_json()["error"]
        assert phone.draft() is None

    def test_once_the_consent_is_withdrawn_nothing_more_is_kept(self, phone: Phone) -> None:
        phone.agree()
        assert phone.bring({"living-area": "city"}).status_code == 200
        browser = phone.person.browser
        assert browser.post("/me/consents/QUESTIONNAIRE/withdraw").status_code == 303
        assert phone.bring({"living-area": "village"}, revision=1).status_code == 422
        assert browser.post("/questionnaires/hra/parts/1", data={"revision": "1"}).status_code == 422
        assert phone.draft()["raw"]["living-area"] == ["city"]

    def test_json_that_no_page_of_ours_writes_is_refused_not_a_crash(self, phone: Phone) -> None:
        phone.agree()
        for body, status in (
            ("[" * 100_000, 400),
            ('{"values": {"\\ud800": "x"}}', 400),
            (json.dumps({"values": {}, "token": "x" * 1024 * 1024}), 413),
            (json.dumps({"values": {"other-medicines": ["x" * 20_001]}}), 400),
        ):
            said = phone.person.browser.post(
                "/questionnaires/hra/answers", data=body, content_type="application/json"
            )
            assert said.status_code == status, body[:40]

    def test_what_is_no_draft_is_refused_by_name(self, phone: Phone) -> None:
        phone.agree()
        for more, field in (
            ({"values": 3}, "values"),
            ({"values": {"living-area": "city"}}, "living-area"),
            ({"values": {"living-area": ["\x00"]}}, "living-area"),
            ({"revision": -1}, "revision"),
            ({"revision": True}, "revision"),
            ({"place": "2"}, "place"),
            ({"token": "../"}, "token"),
        ):
            said = phone.bring({}, **more)
            assert said.status_code == 400, field
            assert field in said.get_json()["error"]

    def test_nobody_elses_things_are_sent_with_this_session(self, phone: Phone) -> None:
        phone.agree()
        headers = JSON | {"X-Person": "of-somebody-else"}
        said = phone.person.browser.post("/questionnaires/hra/answers", json={}, headers=headers)
        assert said.status_code == 401


class TestTakeFinished:
    def test_a_response_is_kept_once_however_often_it_comes(self, phone: Phone) -> None:
        phone.agree()
        first, second = phone.finish(HEALTHY), phone.finish(HEALTHY)
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.get_json() == second.get_json()
        assert phone.sent() == 1

    def test_what_another_device_sent_already_is_not_sent_again_by_itself(self, phone: Phone) -> None:
        phone.agree()
        phone.bring({"living-area": "city"})
        seen = phone.draft()
        known = {"draft": seen["id"], "revision": seen["revision"]}
        assert phone.finish(HEALTHY, key="the-tablets-key", **known).status_code == 201
        again = phone.finish(HEALTHY | {"living-area": "village"}, key="the-phones-key", **known)
        assert (again.status_code, again.get_json()["code"]) == (409, "sent-already")
        assert phone.sent() == 1

    def test_a_form_begun_without_a_network_becomes_one_response_whatever_is_taken_back_and_sent_again(
        self, phone: Phone
    ) -> None:
        phone.agree()
        assert phone.person.browser.post("/questionnaires/hra/delete").status_code == 303
        assert phone.finish(HEALTHY, key="the-first-letter", token="phone").status_code == 201
        # Given a phone that never heard of it, took it back and changed it
        brought = phone.bring({"living-area": "village"}, token="phone")
        again = phone.finish(HEALTHY | {"living-area": "village"}, key="the-second-letter", token="phone")
        for said in (brought, again):
            assert (said.status_code, said.get_json()["code"]) == (409, "sent-already")
        assert (phone.sent(), phone.draft()) == (1, None)
        # Then a further one is the person's own decision: a draft with a name of its own
        assert phone.bring({"living-area": "village"}, token="anew").status_code == 200
        assert phone.finish(HEALTHY, key="the-third-letter", token="anew").status_code == 201

    @pytest.mark.parametrize("sent_from", ["a page", "a phone"])
    def test_a_phone_that_never_heard_of_its_draft_sends_none_that_another_device_sent(
        self, phone: Phone, sent_from: str
    ) -> None:
        phone.agree()
        # Given a phone whose first answers arrived, but the answer to them was lost; and a tablet that goes on and sends
        phone.bring(HEALTHY, token="phone")
        seen = phone.draft()
        if sent_from == "a page":
            signed = {"name": "Shen Zhihe", "certify": "y"}
            assert phone.person.browser.post("/questionnaires/hra/review", data=signed).status_code == 303
        else:
            known = {"draft": seen["id"], "revision": seen["revision"], "token": "tablet"}
            assert phone.finish(HEALTHY, key="the-tablets-letter", **known).status_code == 201
        # When the phone comes with its answers, and with its own letter
        brought = phone.bring({"living-area": "village"}, token="phone")
        letter = phone.finish(HEALTHY | {"living-area": "village"}, key="the-phones-letter", token="phone")
        # Then it hears that all was sent, and keeps what it has for the person to decide
        for said in (brought, letter):
            assert (said.status_code, said.get_json()["code"]) == (409, "sent-already")
        assert (phone.sent(), phone.draft()) == (1, None)
        # And its answers overwrite none of the next draft
        phone.agree()
        phone.bring({"living-area": "town"}, token="another")
        assert phone.bring({"living-area": "village"}, token="phone").get_json()["conflict"]
        assert phone.draft()["raw"]["living-area"] == ["town"]

    @pytest.mark.parametrize(
        ("minutes", "said"),
        [(-90, "Filled in on"), (-1, ""), (90, "cannot be right"), (-60 * 24 * 400, "cannot be right")],
    )
    def test_the_phones_own_moment_is_kept_and_shown_where_it_is_another(
        self, phone: Phone, act: Act, minutes: int, said: str
    ) -> None:
        phone.agree()
        received = clock.now() + timedelta(hours=3)
        own = received + timedelta(minutes=minutes)
        with time_machine.travel(received, tick=False):
            told = phone.finish(HEALTHY, filled_at=own.isoformat()).get_json()
        with act():
            row = queries.responses_of(phone.person.id)[0]
            assert row.phone_at == own
        for path in (
            told["receipt"],
            f"/questionnaires/answers/{row.id}",
            f"/questionnaires/answers/{row.id}/print",
        ):
            page = phone.person.browser.get(path + "?language=en").text
            assert (said in page) if said else ("on the phone" not in page and "cannot be right" not in page)

    def test_a_moment_that_is_none_is_refused_by_name(self, phone: Phone) -> None:
        phone.agree()
        for moment in ("yesterday", "2026-11-20T08:00:00", "0001-01-01T00:00:00+14:00", 5):
            said = phone.finish(HEALTHY, filled_at=moment)
            assert (said.status_code, "filled_at" in said.get_json()["error"]) == (400, True), moment

    def test_the_same_key_with_other_answers_is_refused(self, phone: Phone) -> None:
        phone.agree()
        phone.finish(HEALTHY)
        assert phone.finish(HEALTHY | {"living-area": "village"}).status_code == 422
        assert phone.sent() == 1

    def test_open_questions_are_named_and_nothing_is_kept(self, phone: Phone) -> None:
        phone.agree()
        missing = {link_id: fact for link_id, fact in HEALTHY.items() if link_id != "living-area"}
        said = phone.finish(missing)
        assert said.status_code == 422
        assert said.get_json()["issues"] == ["living-area"]
        assert phone.sent() == 0
        assert phone.finish(HEALTHY).status_code == 201

    def test_without_a_key_or_a_signature_it_is_refused(self, phone: Phone) -> None:
        phone.agree()
        assert phone.finish(HEALTHY, key="").status_code == 400
        assert phone.finish(HEALTHY, certify=False).status_code == 400
        assert phone.finish(HEALTHY, name=" ").status_code == 422
        assert phone.sent() == 0

    def test_the_draft_it_came_from_is_gone_and_another_devices_stays(self, phone: Phone) -> None:
        phone.agree()
        phone.bring({"living-area": HEALTHY["living-area"]})
        phone.finish(HEALTHY, key="first-of-two")
        assert phone.draft() is None
        phone.agree()
        phone.bring({"living-area": "village"}, token="tablet")
        phone.finish(HEALTHY, key="second-of-two")
        assert phone.draft()["raw"]["living-area"] == ["village"]
        assert phone.sent() == 2

    def test_what_changed_without_a_network_ends_the_draft_it_grew_from(self, phone: Phone) -> None:
        phone.agree()
        phone.bring({"living-area": "village"}, token="this")
        phone.finish(HEALTHY, key="by-its-token", token="this")
        assert phone.draft() is None
        phone.agree()
        phone.bring({"living-area": "village"}, token="tablet")
        seen = phone.draft()
        phone.finish(HEALTHY, key="as-it-was-seen", draft=seen["id"], revision=seen["revision"])
        assert phone.draft() is None

    def test_a_version_that_was_never_published_is_not_known(self, phone: Phone) -> None:
        phone.agree()
        assert phone.finish(HEALTHY, definition="0" * 20).status_code == 404


class TestPack:
    def test_a_phone_gets_the_form_drawn_blank_in_its_language(self, phone: Phone) -> None:
        for language in ("zh-Hans", "en"):
            pack = phone.person.browser.get(
                f"/questionnaires/packs/{phone.definition_id}/{language}"
            ).get_json()
            assert json.loads(pack["definition"])["resourceType"] == "Questionnaire"
            assert len(pack["sections"]) == 9
            assert all(piece["html"] for part in pack["sections"] for piece in part["pieces"])
            assert "checked" not in str(pack["sections"])
            assert pack["phrases"]["issues"]["required"]

    def test_there_is_none_for_staff_nor_in_another_language(self, people: House, phone: Phone) -> None:
        path = f"/questionnaires/packs/{phone.definition_id}"
        assert people.manager.browser.get(f"{path}/en").status_code == 403
        assert phone.person.browser.get(f"{path}/fr").status_code == 404
