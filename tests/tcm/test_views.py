"""From the first question to the confirmed record that the client reads, without any script (T1)."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from tests.conftest import Act, SignIn, new_client
from tests.factories.company import a_branch, somebody
from tests.listening import listening
from tests.questionnaires.test_signing import DRAWN
from tests.questionnaires.test_views import HTMX
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.rules import Capacity, Purpose
from webapp.kernel import audit, clock
from webapp.kernel.db import db
from webapp.questionnaires.queries import parsed
from webapp.questionnaires.rules.hashing import content_hash
from webapp.questionnaires.rules.proof import prove
from webapp.questionnaires.services import publish_shipped
from webapp.records import queries as records
from webapp.tcm import queries

TIED = {3: "5", 14: "5", 10: "5", 21: "5"}
"""Qi and yin deficiency with the same score."""
TICKED = {"signer": "OWN", "name": "Shen Zhihe", "ticks-balanced": ["DIET"], "words-balanced": ""}


@dataclass
class Village:
    """An old client, a younger one, a health manager who asks, a doctor and a manager who look again."""

    old: str
    young: str
    client: FlaskClient
    other: FlaskClient
    asker: FlaskClient
    doctor: FlaskClient
    boss: FlaskClient
    stranger: FlaskClient

    @property
    def form(self) -> str:
        return f"/desk/clients/{self.old}/tcm"


@pytest.fixture
def village(app: Flask, act: Act, sign_in: SignIn) -> Village:
    parsed.cache_clear()
    with act():
        publish_shipped(codes=["tcm33", "self_care"])
        here, there = a_branch(), a_branch()
        old = person(here.id, "+8613900000011", date(1950, 3, 1))
        young = person(here.id, "+8613900000012", date(1990, 3, 1))
        asker, boss = somebody(here), somebody(here, Role.BRANCH_MANAGER)
        doctor = somebody(here, Role.FAMILY_DOCTOR)
        clients.assign_care(
            client_id=old.id, capacity=Capacity.FAMILY_DOCTOR, staff_id=doctor.id, actor_id=""
        )
        clients.give_consent(client_id=old.id, purpose=Purpose.SHARE_WITH_DOCTOR, actor_id="")
        people = (old, young, asker, doctor, boss, somebody(there))
        ids, accounts = [one.id for one in people], [one.account_id for one in people]
    browsers = [sign_in(new_client(app), account) for account in accounts]
    return Village(ids[0], ids[1], *browsers)


def person(branch_id: str, phone: str, born: date) -> Any:
    return clients.register(
        branch_id=branch_id,
        name_zh="沈致和",
        name_en="Shen Zhihe",
        sex="MALE",
        birth_date=born,
        phone=phone,
        language="en",
        actor_id="",
    )


def answers(changed: dict[int, str] | None = None) -> dict[str, str]:
    """Give a whole form: balanced, nobody's help needed."""
    asked = {f"q-tcm33-{no}": "1" for no in range(1, 34)} | {"q-tcm33-1": "5"}
    asked |= {f"q-tcm33-{no}": value for no, value in (changed or {}).items()}
    return asked | {f"q-self_care-{no}": "independent" for no in range(1, 6)} | {"agree": "y"}


def filled(village: Village, changed: dict[int, str] | None = None) -> str:
    """Ask everything; gives the record's path."""
    answer = village.asker.post(village.form, data=answers(changed) | {"go": "conclude"})
    assert answer.status_code == 303
    return answer.location


def signed(village: Village, changed: dict[int, str] | None = None) -> str:
    path = filled(village, changed)
    given = {"signer": "OWN", "name": "Shen Zhihe"}
    assert village.asker.post(f"{path}/signature", data=given).status_code == 303
    return path


class TestSave:
    def test_the_first_answers_cost_no_more_statements_than_a_write_may(
        self, app: Flask, village: Village
    ) -> None:
        village.asker.get(village.form)
        with listening(app) as seen:
            assert village.asker.post(village.form, data=answers()).status_code == 303
        assert len(seen) <= 12, seen
        assert 'value="5" checked' in village.asker.get(village.form).text


class TestFill:
    def test_without_consent_nothing_is_kept_and_nothing_typed_is_lost(
        self, village: Village, act: Act
    ) -> None:
        sent = answers()
        del sent["agree"]
        answer = village.asker.post(village.form, data=sent)
        assert answer.status_code == 422
        assert 'href="#agree"' in answer.text
        assert answer.text.count(" checked") == 38
        with act():
            assert queries.record_of(client_id=village.old, year=clock.today().year) is None

    def test_each_answer_is_kept_by_itself_from_the_agreement_on(self, village: Village) -> None:
        assert 'hx-trigger="change' in village.asker.get(village.form).text
        first = {"q-tcm33-1": "5"}
        told = village.asker.post(village.form, data=first, headers=HTMX)
        assert (told.status_code, told.text.startswith('<p class="q" role="status"')) == (422, True)
        assert "请先征得客户同意" in told.text
        kept = village.asker.post(village.form, data=first | {"agree": "y"}, headers=HTMX)
        assert (kept.status_code, "已保存" in kept.text) == (200, True)
        assert village.asker.get(village.form).text.count(" checked") == 1

    def test_blanks_are_listed_and_what_was_answered_is_kept(self, village: Village) -> None:
        sent = answers()
        del sent["q-tcm33-7"], sent["q-self_care-5"]
        answer = village.asker.post(village.form, data=sent | {"go": "conclude"})
        assert answer.status_code == 422
        assert 'href="#q-tcm33-7"' in answer.text
        assert 'href="#q-self_care-5"' in answer.text
        assert village.asker.get(village.form).text.count(" checked") == 36

    def test_an_answer_that_is_no_choice_counts_as_blank(self, village: Village) -> None:
        answer = village.asker.post(village.form, data=answers({9: "6"}) | {"go": "conclude"})
        assert 'href="#q-tcm33-9"' in answer.text

    def test_who_is_younger_than_65_has_no_record(self, village: Village) -> None:
        path = f"/desk/clients/{village.young}/tcm"
        assert "q-tcm33-1" not in village.asker.get(path).text
        assert village.asker.post(path, data=answers()).status_code == 409

    def test_another_branch_finds_nobody(self, village: Village) -> None:
        path = filled(village)
        for page in (village.form, path):
            assert village.stranger.get(page).status_code == 404
        assert village.stranger.post(f"{path}/confirmation").status_code == 404


class TestSign:
    def test_another_name_does_not_sign_and_stays_as_typed(self, village: Village) -> None:
        path = filled(village)
        answer = village.asker.post(f"{path}/signature", data={"signer": "OWN", "name": "Wang Li"})
        assert answer.status_code == 422
        assert 'href="#name"' in answer.text
        assert 'value="Wang Li"' in answer.text

    def test_a_proxy_says_who_what_and_why(self, village: Village) -> None:
        path = filled(village)
        proxy = {"signer": "PROXY", "proxy_name": "Shen Xiaoming", "relation": "CHILD"}
        answer = village.asker.post(f"{path}/signature", data=proxy)
        assert (answer.status_code, 'href="#reason"' in answer.text) == (422, True)
        answer = village.asker.post(f"{path}/signature", data=proxy | {"reason": "cannot hold a pen"})
        assert answer.status_code == 303
        page = village.asker.get(path).text
        assert '<span lang="en">Shen Xiaoming</span> · 子女' in page
        assert "cannot hold a pen" in page

    def test_a_proxy_never_writes_the_clients_name(self, village: Village) -> None:
        path = filled(village)
        proxy = {"signer": "PROXY", "proxy_name": "沈致和", "relation": "CHILD", "reason": "cannot write"}
        answer = village.asker.post(f"{path}/signature", data=proxy)
        assert (answer.status_code, 'href="#proxy_name"' in answer.text) == (422, True)

    def test_a_colleague_who_signs_for_the_client_is_a_proxy_with_name_and_reason(
        self, village: Village
    ) -> None:
        path = filled(village)
        named = {"signer": "STAFF", "name": "Lu Xiao"}
        assert village.asker.post(f"{path}/signature", data=named).status_code == 403
        proxy = {"signer": "PROXY", "proxy_name": "Lu Xiao", "relation": "PRACTITIONER", "reason": "blind"}
        assert village.asker.post(f"{path}/signature", data=proxy).status_code == 303
        assert '<span lang="en">Lu Xiao</span> · 医生或健管服务人员' in village.asker.get(path).text

    def test_a_drawn_name_is_seen_by_who_looks_again_and_by_the_client(self, village: Village) -> None:
        path = filled(village)
        given = {"signer": "OWN", "name": "", "drawn": json.dumps(DRAWN)}
        assert village.asker.post(f"{path}/signature", data=given).status_code == 303
        assert '<path d="M10 100L200 20L400 180"/>' in village.boss.get(path).text
        village.boss.post(f"{path}/confirmation")
        mine = village.client.get(f"/tcm/{path.rpartition('/')[2]}").text
        assert '<path d="M10 100L200 20L400 180"/>' in mine

    def test_what_was_signed_is_encrypted_hashed_and_cannot_be_written_again(
        self, village: Village, act: Act
    ) -> None:
        path = signed(village)
        assert village.asker.post(village.form, data=answers()).status_code == 409
        with act():
            row = queries.record(path.rpartition("/")[2])
            assert row
            assert row.content
            assert len(row.content["tcm33"]["response_hash"]) == 64
            assert row.content["tcm33"]["version"] == "1.0.0"
            stored = db.session.execute(text("SELECT signature FROM tcm_record")).scalar_one()
            assert "Shen" not in str(stored)
        with act(), pytest.raises(IntegrityError):
            db.session.execute(text("UPDATE tcm_record SET content = 'x'"))


class TestGuide:
    def test_other_guidance_is_written_out(self, village: Village) -> None:
        path = filled(village)
        ticks = {"ticks-balanced": ["DIET", "OTHER"]}
        answer = village.asker.post(f"{path}/guidance", data=ticks)
        assert (answer.status_code, 'href="#words-balanced"' in answer.text) == (422, True)
        kept = village.asker.post(f"{path}/guidance", data=ticks | {"words-balanced": "Sun in the morning"})
        assert kept.status_code == 303
        assert '饮食调养、<span lang="en">Sun in the morning</span>' in village.asker.get(path).text

    def test_what_is_ticked_when_the_client_signs_is_signed_too(self, village: Village) -> None:
        path = filled(village)
        wrong = village.doctor.post(f"{path}/signature", data=TICKED | {"name": "Wang Li"})
        assert (wrong.status_code, 'value="DIET" checked' in wrong.text) == (422, True)
        unsaid = TICKED | {"ticks-balanced": ["OTHER"]}
        answer = village.doctor.post(f"{path}/signature", data=unsaid)
        assert (answer.status_code, 'href="#words-balanced"' in answer.text) == (422, True)
        assert 'value="Shen Zhihe"' in answer.text
        assert village.doctor.post(f"{path}/signature", data=TICKED).status_code == 303
        assert "<td>饮食调养</td>" in village.boss.get(path).text
        # Then who ticked it has a hand in it
        assert village.doctor.post(f"{path}/confirmation").status_code == 409
        assert village.boss.post(f"{path}/confirmation").status_code == 303

    def test_an_unknown_kind_of_guidance_is_refused(self, village: Village) -> None:
        path = filled(village)
        assert village.asker.post(f"{path}/guidance", data={"ticks-balanced": "MAGIC"}).status_code == 422


class TestConfirm:
    def test_who_asked_does_not_confirm(self, village: Village) -> None:
        path = signed(village)
        assert 'id="tcm-second"' not in village.asker.get(path).text
        assert village.asker.post(f"{path}/confirmation").status_code == 409

    def test_who_wrote_one_answer_does_not_confirm_either(self, village: Village) -> None:
        assert village.asker.post(village.form, data=answers()).status_code == 303
        assert village.doctor.post(village.form, data=answers({9: "2"})).status_code == 303
        path = signed(village, {9: "2"})
        assert village.doctor.post(f"{path}/confirmation").status_code == 409
        assert village.boss.post(f"{path}/confirmation").status_code == 303

    def test_who_wrote_the_guidance_does_not_confirm(self, village: Village) -> None:
        path = filled(village)
        assert village.doctor.post(f"{path}/guidance", data={"ticks-balanced": "DIET"}).status_code == 303
        signed(village)
        assert village.doctor.post(f"{path}/confirmation").status_code == 409

    def test_who_saved_it_unchanged_wrote_nothing(self, village: Village) -> None:
        filled(village)
        assert village.doctor.post(village.form, data=answers()).status_code == 303
        path = signed(village)
        assert village.doctor.post(f"{path}/confirmation").status_code == 303

    def test_the_database_refuses_a_hand_too(self, village: Village, act: Act) -> None:
        signed(village)
        other = "(SELECT max(id) FROM staff WHERE id <> filled_by)"
        confirmed = f"status = 'CONFIRMED', confirmed_at = signed_at, confirmed_by = {other}"
        with act(), pytest.raises(IntegrityError, match="no_hand_confirms"):
            db.session.execute(text(f"UPDATE tcm_record SET {confirmed}, hands = hands || ' ' || {other}"))

    def test_another_role_confirms_and_the_client_reads_it(self, village: Village, act: Act) -> None:
        path = signed(village)
        mine = f"/tcm/{path.rpartition('/')[2]}"
        assert village.client.get(mine).status_code == 404
        assert village.boss.post(f"{path}/confirmation").status_code == 303
        page = village.client.get(mine)
        assert page.status_code == 200
        assert "<h2>Balanced</h2>" in page.text
        assert "Self-care: Able to look after oneself (0 points)" in page.text
        assert mine in village.client.get("/tcm").text
        assert village.other.get(mine).status_code == 404
        with act():
            entries = records.timeline(client_id=village.old).rows
            assert entries[0].ref == mine
        assert "今年已确认 1 / 1 人" in village.boss.get("/desk/tcm").text

    def test_sent_back_with_remarks_it_is_filled_again(self, village: Village) -> None:
        path = signed(village)
        assert village.boss.post(f"{path}/return", data={"remarks": " "}).status_code == 422
        assert village.boss.post(f"{path}/return", data={"remarks": "Ask 9 again"}).status_code == 303
        assert "Ask 9 again" in village.asker.get(village.form).text
        assert village.asker.post(village.form, data=answers({9: "2"})).status_code == 303

    def test_a_tie_waits_for_the_practitioner(self, village: Village) -> None:
        path = signed(village, TIED)
        assert village.boss.post(f"{path}/confirmation").status_code == 409
        assert village.boss.post(f"{path}/decision", data={"primary": "yin_deficiency"}).status_code == 403
        wrong = village.doctor.post(f"{path}/decision", data={"primary": "damp_heat", "reason": "tongue"})
        assert (wrong.status_code, 'href="#primary"' in wrong.text) == (422, True)
        decided = {"primary": "yin_deficiency", "reason": "red tongue, little coating"}
        assert village.doctor.post(f"{path}/decision", data=decided).status_code == 303
        assert "<dt>判定人</dt>" in village.boss.get(path).text
        assert village.boss.post(f"{path}/confirmation").status_code == 303
        page = village.client.get(f"/tcm/{path.rpartition('/')[2]}")
        assert "<h2>Yin deficiency</h2>" in page.text


class TestPrint:
    def test_the_printed_copy_of_a_signed_record_proves_itself_to_both(
        self, app: Flask, village: Village, act: Act
    ) -> None:
        path = signed(village)
        of_staff = village.boss.get(f"{path}/print")
        assert village.boss.post(f"{path}/confirmation").status_code == 303
        with listening(app) as seen:
            mine = village.client.get(f"/tcm/{path.rpartition('/')[2]}/print")
        assert len(seen) <= 6
        proved = {fingerprint_of(page.text) for page in (of_staff, mine)}
        with act():
            row = queries.record(path.rpartition("/")[2])
            assert row
            assert proved == {content_hash(row.content or {})}
            noted = select(audit.AuditEntry.details).where(audit.AuditEntry.action == "tcm.record.signed")
            assert json.loads(db.session.scalars(noted).one())["hash"] in proved

    def test_there_is_none_before_it_is_signed_nor_for_a_stranger(self, village: Village) -> None:
        path = filled(village)
        assert village.boss.get(f"{path}/print").status_code == 404
        assert village.stranger.get(f"{path}/print").status_code == 404
        assert village.client.get(f"/tcm/{path.rpartition('/')[2]}/print").status_code == 404


def fingerprint_of(page: str) -> str:
    """Prove a printed copy as its reader does: the record's text, its line breaks taken out, against the fingerprint."""
    text, told = (
        html.unescape(re.findall(found, page, re.S)[0])
        for found in (
            r'<pre class="proof" id="record" lang="zh-Hans">(.*?)</pre>',
            r'<p class="hash">(\w{64})</p>',
        )
    )
    assert hashlib.sha256(text.replace("\n", "").encode()).hexdigest() == told
    assert prove(text, told).holds
    assert not prove(text.replace('"5"', '"4"', 1), told).holds
    return told
