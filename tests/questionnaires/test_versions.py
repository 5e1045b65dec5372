"""A newer version is published: drafts go on in it with open eyes, what was sent keeps its words for ever (Q6)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.versions import ANSWERS, FIRST, SECOND, publish
from webapp.kernel.db import db
from webapp.questionnaires import queries, services
from webapp.questionnaires.rules import importing
from webapp.questionnaires.rules.answers import by_link_id
from webapp.questionnaires.rules.entry import shown
from webapp.toolbox.packaged import data, text
from webapp.toolbox.signature import own

JSON = {"Accept": "application/json"}


@pytest.fixture
def begun(people: House, act: Act) -> House:
    """Mr Shen has answered all of the first version and sent nothing."""
    shen = people.shen
    with act():
        publish(FIRST)
        draft = services.start(
            client_id=shen.id,
            branch_id=shen.branch_id,
            code="habits",
            actor_id=shen.account_id,
            agrees=True,
        )
        services.save_answers(client_id=shen.id, code="habits", values=ANSWERS, revision=draft.revision)
    return people


def renew(act: Act) -> str:
    with act():
        return publish(SECOND)


def draft(people: House, act: Act) -> Any:
    with act():
        return queries.draft(client_id=people.shen.id, code="habits")


def speak(people: House, language: str) -> None:
    people.shen.browser.post("/language", data={"language": language, "back": "/today"})


class TestNewer:
    @pytest.mark.parametrize("page", ["parts/1", "review"])
    def test_who_opens_the_draft_is_told_first(self, begun: House, act: Act, page: str) -> None:
        assert begun.shen.browser.get(f"/questionnaires/habits/{page}").status_code == 200
        renew(act)
        answer = begun.shen.browser.get(f"/questionnaires/habits/{page}")
        assert answer.location == "/questionnaires/habits/newer"

    def test_the_list_has_the_old_words_in_both_languages(self, begun: House, act: Act) -> None:
        renew(act)
        page = begun.shen.browser.get("/questionnaires/habits/newer").text
        for words in ("What do you drink?", "Coffee", "Which sport?", "Tai chi", "70.5", "Happy?"):
            assert words in page
        for words in ("How many cups?", "Your drinks?"):
            assert words not in page
        speak(begun, "zh-Hans")
        page = begun.shen.browser.get("/questionnaires/habits/newer").text
        assert "\u559d\u4ec0\u4e48\uff1f" in page
        assert "\u5496\u5561" in page

    def test_looking_changes_nothing(self, begun: House, act: Act) -> None:
        before = draft(begun, act)
        renew(act)
        begun.shen.browser.get("/questionnaires/habits/newer")
        begun.shen.browser.get("/questionnaires/habits/parts/1")
        after = draft(begun, act)
        assert (after.definition_id, after.answers) == (before.definition_id, before.answers)

    def test_where_nothing_is_newer_it_leads_back(self, begun: House) -> None:
        answer = begun.shen.browser.get("/questionnaires/habits/newer")
        assert answer.location == "/questionnaires/habits"


class TestMove:
    def test_what_fits_stays_and_the_rest_can_be_read_until_it_is_sent(self, begun: House, act: Act) -> None:
        current = renew(act)
        answer = begun.shen.browser.post("/questionnaires/habits/newer")
        assert answer.location == "/questionnaires/habits/parts/1"
        kept = draft(begun, act)
        assert kept.definition_id == current
        assert set(kept.answers) == {"drinks", "cups"}
        assert [one["linkId"] for one in kept.left] == ["drinks", "weight", "sport", "happy"]
        for page in ("", "/review"):
            assert "Tai chi" in begun.shen.browser.get(f"/questionnaires/habits{page}").text
        begun.shen.browser.post(
            "/questionnaires/habits/parts/1", data={"revision": kept.revision, "q-news": "x"}
        )
        assert len(draft(begun, act).left) == 4

    def test_twice_is_once(self, begun: House, act: Act) -> None:
        renew(act)
        begun.shen.browser.post("/questionnaires/habits/newer")
        first = draft(begun, act)
        begun.shen.browser.post("/questionnaires/habits/newer")
        assert draft(begun, act) == first

    def test_what_another_device_changed_goes_along(self, begun: House, act: Act) -> None:
        with act():
            services.save_answers(
                client_id=begun.shen.id, code="habits", values={"cups": [5]}, revision=0, written_by="tablet"
            )
        renew(act)
        begun.shen.browser.post("/questionnaires/habits/newer")
        assert draft(begun, act).parked == {"cups": [5]}

    def test_what_another_device_cleared_or_wrote_illegibly_goes_along(self, begun: House, act: Act) -> None:
        with act():
            services.save_answers(
                client_id=begun.shen.id,
                code="habits",
                values={"cups": []},
                typed={"cups": ["a few"]},
                revision=0,
                written_by="tablet",
            )
        renew(act)
        begun.shen.browser.post("/questionnaires/habits/newer")
        moved = draft(begun, act)
        assert (moved.parked, moved.parked_typed) == ({"cups": []}, {"cups": ["a few"]})


class TestSubmit:
    def send(self, people: House, act: Act) -> str:
        with act():
            row = services.submit(
                client_id=people.shen.id,
                code="habits",
                signature=own("Shen Zhihe"),
                actor_id=people.shen.account_id,
            )
            return row.id

    def test_a_page_that_was_open_meanwhile_is_sent_in_its_own_version(self, begun: House, act: Act) -> None:
        current = renew(act)
        with act():
            row = queries.response(self.send(begun, act))
        assert row
        assert (row.version, row.definition_id == current) == ("1", False)

    def test_old_answers_keep_their_words_in_both_languages(self, begun: House, act: Act) -> None:
        sent = self.send(begun, act)
        renew(act)
        queries.parsed.cache_clear()
        page = begun.shen.browser.get(f"/questionnaires/answers/{sent}").text
        assert "What do you drink?" in page
        assert "Tea, Coffee" in page
        assert "Green or black tea" not in page
        assert "Habits 1" in page
        speak(begun, "zh-Hans")
        page = begun.shen.browser.get(f"/questionnaires/answers/{sent}").text
        assert "\u559d\u4ec0\u4e48\uff1f" in page
        assert "\u8336\u3001\u5496\u5561" in page
        assert "\u4e60\u60ef 1" in page

    def test_a_correction_stays_with_the_version_that_it_corrects(self, begun: House, act: Act) -> None:
        sent = self.send(begun, act)
        renew(act)
        assert begun.shen.browser.post(f"/questionnaires/answers/{sent}/correct").status_code == 303
        assert begun.shen.browser.get("/questionnaires/habits/parts/1").status_code == 200
        assert draft(begun, act).definition.version == "1"


class TestPhone:
    raw = {link_id: list(shown(values)) for link_id, values in ANSWERS.items()}

    def post(self, people: House, what: str, **body: Any) -> Any:
        headers = JSON | {"Idempotency-Key": "key-of-this-one"}
        return people.shen.browser.post(f"/questionnaires/habits/{what}", json=body, headers=headers)

    def test_what_was_finished_without_a_network_is_taken_in_its_version(
        self, begun: House, act: Act
    ) -> None:
        first = draft(begun, act).definition_id
        renew(act)
        said = self.post(
            begun, "responses", definition=first, values=self.raw, name="Shen Zhihe", certify=True
        )
        assert said.status_code == 201
        with act():
            row = queries.latest_response(client_id=begun.shen.id, code="habits")
        assert row
        assert (row.definition_id, row.version) == (first, "1")
        assert by_link_id(row.response) == ANSWERS
        assert draft(begun, act) is None

    def test_answers_to_the_old_version_are_carried_into_the_new_draft(self, begun: House, act: Act) -> None:
        first = draft(begun, act).definition_id
        renew(act)
        begun.shen.browser.post("/questionnaires/habits/newer")
        revision = draft(begun, act).revision
        values = {"cups": ["4"], "sport": ["Swimming"]}
        for _ in range(2):
            body = {"definition": first, "values": values, "revision": revision, "place": 1, "token": "one"}
            assert self.post(begun, "answers", **body).status_code == 200
            revision = draft(begun, act).revision
        kept = draft(begun, act)
        assert kept.answers["cups"] == [4]
        assert [one["values"] for one in kept.left if one["linkId"] == "sport"] == [["Tai chi"], ["Swimming"]]

    def test_what_no_longer_fits_is_kept_once_however_often_it_is_typed_on(
        self, begun: House, act: Act
    ) -> None:
        first = draft(begun, act).definition_id
        renew(act)
        begun.shen.browser.post("/questionnaires/habits/newer")
        for typed in ("S", "Sw", "Swimming"):
            body = {"definition": first, "values": {"sport": [typed]}, "place": 1, "token": "one"}
            assert self.post(begun, "answers", **body, revision=draft(begun, act).revision).status_code == 200
        left = draft(begun, act).left
        assert [one["values"] for one in left if one["linkId"] == "sport"] == [["Tai chi"], ["Swimming"]]
        assert "Swimming" in begun.shen.browser.get("/questionnaires/habits").get_data(as_text=True)


class TestPublishShipped:
    def older(self, code: str) -> str:
        """Publish what looks like the version of ours before the newest."""
        first = next(iter(data("questionnaires", "shipped")[code].values()))
        newest = json.loads(text("questionnaires", code)) | {"version": "1.0.0"}
        row = services.take_in(imported=importing.take_in(json.dumps(newest)))
        row.content_hash = first
        db.session.flush()
        return services.publish(definition_id=row.id).id

    def test_our_newer_version_takes_the_place_of_our_older_one_once(self, act: Act) -> None:
        with act():
            older = self.older("personal_info")
            services.publish_shipped(codes=["personal_info"])
            found = queries.current_definition("personal_info")
            assert found
            assert (found.version, found.id != older) == ("1.1.0", True)
            services.publish_shipped(codes=["personal_info"])
            assert queries.current_id("personal_info") == found.id

    def test_what_headquarters_published_under_the_name_stays(self, act: Act) -> None:
        changed = json.loads(text("questionnaires", "gad7")) | {"version": "0.9", "description": "ours"}
        with act():
            kept = publish(json.dumps(changed))
            services.publish_shipped(codes=["gad7"])
            assert queries.current_id("gad7") == kept
