"""Two people, or two devices of one, at the same moment: the second gets a calm answer and nothing is lost."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Act
from tests.meanwhile import meanwhile
from tests.questionnaires.conftest import House
from tests.questionnaires.desk.conftest import Office, office  # noqa: F401 - a fixture
from tests.questionnaires.desk.test_catalogue import form, hand_in, publish, taken_in
from tests.questionnaires.test_phone import Phone, phone  # noqa: F401 - a fixture
from webapp.questionnaires import queries, services
from webapp.questionnaires.services import read_file
from webapp.seed.questionnaires import HEALTHY
from webapp.toolbox.signature import own

pytestmark = pytest.mark.postgresql
CALM = (303, 409)


class TestCatalogue:
    def test_two_who_take_the_same_version_in(self, office: Office, act: Act) -> None:  # noqa: F811
        content = form()

        def first() -> None:
            services.take_in(imported=read_file(json.dumps(content).encode()))

        answer = meanwhile(act, first, lambda: hand_in(office.fang, content))
        assert answer.status_code in CALM

    def test_two_who_publish_two_versions(self, office: Office, act: Act) -> None:  # noqa: F811
        paths = [taken_in(office.fang, form(version=version)) for version in ("1", "2")]
        page = office.fang.get(paths[0]).get_data(as_text=True)

        def second_version() -> None:
            services.publish(definition_id=paths[1].rpartition("/")[2])

        answer = meanwhile(act, second_version, lambda: publish(office.fang, paths[0], page))
        assert answer.status_code in CALM
        with act():
            assert queries.current_id("sleep")


class TestBring:
    def test_two_devices_that_save_at_once_lose_nothing(self, phone: Phone, people: House, act: Act) -> None:  # noqa: F811
        phone.agree()

        def other_device() -> None:
            shen = people.shen
            services.bring(
                client_id=shen.id,
                branch_id=shen.branch_id,
                code="hra",
                actor_id=shen.account_id,
                definition_id=phone.definition_id,
                raw={"living-area": ["city"]},
                revision=0,
                place=1,
                token="two",
            )

        said = meanwhile(act, other_device, lambda: phone.bring({"sleep-hours": "seven"}))
        assert said.status_code in (200, 425), said.text
        if said.status_code == 425:  # a phone asks again
            assert phone.bring({"sleep-hours": "seven"}).status_code == 200
        kept = phone.draft()
        assert kept["raw"]["living-area"] == ["city"]
        assert kept["conflict"], "the person chooses"


class TestSubmit:
    def test_two_devices_that_send_at_once_send_once(self, phone: Phone, people: House, act: Act) -> None:  # noqa: F811
        phone.agree()
        assert phone.bring(HEALTHY).status_code == 200
        draft = phone.draft()

        def other_device() -> None:
            who = {"client_id": people.shen.id, "actor_id": people.shen.account_id}
            services.submit(**who, code="hra", signature=own("Shen Zhihe"))

        seen = {"draft": draft["id"], "revision": draft["revision"]}
        said = meanwhile(act, other_device, lambda: phone.finish(HEALTHY, **seen))
        assert said.status_code in (409, 503), said.text
        assert phone.finish(HEALTHY, **seen).status_code == 409
        assert phone.sent() == 1
