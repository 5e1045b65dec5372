"""A questionnaire is signed by drawing or typing, by oneself or by a proxy, and by nobody else (Q8)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House
from webapp.kernel.db import db
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.seed.questionnaires import HEALTHY, begin_hra, fill_hra
from webapp.toolbox.signature import Signer, from_json

DRAWN = [[[10, 100], [200, 20], [400, 180]]]
PROXY = {"signer": "PROXY", "proxy_name": "Shen Lan", "relation": "CHILD", "reason": "A broken arm"}


@pytest.fixture
def filled(people: House, act: Act) -> House:
    """Mr Shen has answered everything and not signed yet."""
    shen = people.shen
    with act():
        begin_hra(
            client_id=shen.id,
            branch_id=shen.branch_id,
            account_id=shen.account_id,
            facts={},
            sections=99,
        )
    return people


def sign(house: House, **written: str) -> TestResponse:
    sent = {"certify": "y", "_key": "a-key-of-one-use-0001"} | written
    return house.shen.browser.post("/questionnaires/hra/review", data=sent)


def kept(act: Act) -> Response:
    with act():
        return db.session.scalars(select(Response)).one()


class TestSubmit:
    def test_a_drawn_name_is_kept_as_points_and_stands_under_the_answers(
        self, filled: House, act: Act
    ) -> None:
        assert sign(filled, drawn=json.dumps(DRAWN)).status_code == 303
        row = kept(act)
        assert from_json(row.signature).drawn == (((10, 100), (200, 20), (400, 180)),)
        assert row.certified_name

    def test_a_signature_is_stored_encrypted(self, filled: House, act: Act) -> None:
        sign(filled, **PROXY)
        with act():
            stored = db.session.execute(
                text("SELECT signature, certified_name FROM questionnaire_response")
            ).one()
        assert not any(word in column for column in stored for word in ("Shen", "broken", "PROXY"))

    def test_a_proxy_signs_with_relation_reason_and_own_name(self, filled: House, act: Act) -> None:
        assert sign(filled, **PROXY).status_code == 303
        signed = from_json(kept(act).signature)
        assert (signed.signer, signed.name) == (Signer.PROXY, "Shen Lan")
        assert (signed.relation, signed.reason) == ("CHILD", "A broken arm")

    @pytest.mark.parametrize(
        ("written", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "Wang Li"}, "name"),
            ({"drawn": "[[[1,1],[2,2]]]"}, "drawn"),
            ({"drawn": "<svg/>"}, "drawn"),
            (PROXY | {"proxy_name": ""}, "proxy_name"),
            (PROXY | {"proxy_name": "Shen Zhihe"}, "proxy_name"),
            (PROXY | {"relation": ""}, "relation"),
            (PROXY | {"reason": ""}, "reason"),
        ],
    )
    def test_what_is_wrong_is_named_and_linked(
        self, filled: House, act: Act, written: dict[str, str], field: str
    ) -> None:
        answer = sign(filled, **written)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
        with act():
            assert queries.responses_of(filled.shen.id) == []

    def test_a_client_cannot_sign_as_staff_nor_as_anybody_unknown(self, filled: House, act: Act) -> None:
        assert sign(filled, signer="STAFF", name="Meng Xiao").status_code == 403
        assert sign(filled, signer="DOCTOR", name="Meng Xiao").status_code == 400
        with act():
            assert queries.responses_of(filled.shen.id) == []

    def test_the_database_knows_no_other_part(self, people: House, act: Act) -> None:
        shen = people.shen
        with act():
            fill_hra(
                client_id=shen.id, branch_id=shen.branch_id, account_id=shen.account_id, name="Shen Zhihe"
            )
        with act():
            row = db.session.scalars(select(Response)).one()
            held = {column.name: getattr(row, column.name) for column in Response.__table__.c}
        other = held | {"id": "y" * 20, "draft_id": "x" * 20, "number": "Q-2", "signer": "DOCTOR"}
        with pytest.raises(IntegrityError), act():
            db.session.execute(insert(Response).values(other))


class TestTakeFinished:
    def finish(self, house: House, act: Act, **more: object) -> TestResponse:
        with act():
            definition = queries.current_id("hra")
        values = {i: [str(one) for one in (f if isinstance(f, list) else [f])] for i, f in HEALTHY.items()}
        values = {
            i: [{"True": "true", "False": "false"}.get(one, one) for one in v] for i, v in values.items()
        }
        body = {"definition": definition, "values": values, "certify": True} | more
        headers = {"Accept": "application/json", "Idempotency-Key": "key-of-this-one"}
        house.shen.browser.post("/questionnaires/hra", data={"agree": "y"})
        return house.shen.browser.post("/questionnaires/hra/responses", json=body, headers=headers)

    def test_a_phone_brings_a_drawn_name(self, people: House, act: Act) -> None:
        assert self.finish(people, act, signature=DRAWN).status_code == 201
        assert kept(act).signer == "OWN"

    def test_a_phone_brings_a_proxys_name(self, people: House, act: Act) -> None:
        proxy = {"name": "Shen Lan", "relation": "CHILD", "reason": "A broken arm"}
        assert self.finish(people, act, proxy=proxy).status_code == 201
        assert kept(act).signer == "PROXY"

    @pytest.mark.parametrize(
        ("more", "status"),
        [
            ({"name": "Wang Li"}, 422),
            ({"name": " "}, 422),
            ({"proxy": {"name": "Shen Lan"}}, 422),
            ({"proxy": {"name": "Meng Xiao", "signer": "STAFF"}}, 400),
            ({"proxy": []}, 400),
            ({"signature": "M0 0"}, 400),
            ({"signature": [[[1, 9999]]]}, 400),
            ({"name": 7}, 400),
        ],
    )
    def test_what_is_no_signature_is_refused(
        self, people: House, act: Act, more: dict[str, object], status: int
    ) -> None:
        assert self.finish(people, act, **more).status_code == status
        with act():
            assert queries.responses_of(people.shen.id) == []
