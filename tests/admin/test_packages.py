"""Packages of headquarters, and the occupation that they depend on (P2)."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.admin.conftest import Branch
from tests.conftest import Act, SignIn
from webapp.kernel import clock
from webapp.plans import queries as plans
from webapp.plans import services as plan_services
from webapp.plans.rules import Condition


class TestOccupation:
    def test_the_branch_enters_it_and_reads_what_waits_until_then(
        self, desk: FlaskClient, branch: Branch, act: Act
    ) -> None:
        dusty = Condition(occupations=frozenset({"production_transport"}))
        with act():
            plan_services.retire_package(package_id=branch.package_id, actor_id="")
            package = plan_services.add_package(
                level="STANDARD", name_zh="标准型", name_en="Standard", actor_id="",
                items=["glucose", "lung_function"], conditions={"lung_function": dusty},
            )  # fmt: skip
            package_id = package.id
        card, path = f"/desk/clients/{branch.client_id}", f"/desk/clients/{branch.client_id}/occupation"
        page = desk.get(f"{card}/enrol?plan=MAINTENANCE").text
        assert "Standard: not included as long as the occupation is not known: Lung function" in page
        body = {"package": package_id, "institution": branch.institution_id}
        enrolled = desk.post(f"{card}/enrol/MAINTENANCE", data=body | {"starts": clock.today().isoformat()})
        assert enrolled.status_code == 303
        assert "Waits for the occupation" in desk.get(card).text
        assert path in desk.get(card).text
        assert desk.get(path).status_code == 200
        assert desk.post(path, data={"occupation": "astronaut"}).status_code == 422
        assert desk.post(path, data={"occupation": "production_transport"}).status_code == 303
        page = desk.get(card).text
        assert "Production or transport" in page
        assert "Waits for the occupation" not in page
        with act():
            (year,) = plans.enrolments_of(branch.client_id)
            assert year.item_codes == ("glucose", "lung_function")

    def test_another_branch_s_client_is_not_there(
        self, client: FlaskClient, branch: Branch, sign_in: SignIn
    ) -> None:
        stranger = sign_in(client, branch.stranger.account_id)
        path = f"/desk/clients/{branch.client_id}/occupation"
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, data={"occupation": "clerical"}).status_code == 404


class TestSavePackage:
    BODY = {"level": "DELUXE", "name_zh": "豪华型", "name_en": "Deluxe two", "items": ["lipid", "mammo"]}

    def test_an_item_says_for_whom_it_is(self, office: FlaskClient, act: Act) -> None:
        limits = {"sex-mammo": "FEMALE", "from-mammo": "45", "to-mammo": "74"}
        assert office.post("/desk/admin/packages/new", data=self.BODY | limits).status_code == 303
        with act():
            found = next(one for one in plans.packages() if one.name_en == "Deluxe two")
            assert [(line.code, line.condition) for line in found.lines] == [
                ("lipid", Condition()),
                ("mammo", Condition("FEMALE", 45, 74)),
            ]
            package_id = found.id
        assert "women, aged 45 to 74" in office.get(f"/desk/admin/packages/{package_id}").text

    def test_an_item_may_be_for_certain_occupations(self, office: FlaskClient, act: Act) -> None:
        body = MultiDict(
            [*((name, value) for name, value in self.BODY.items() if name != "items"), ("items", "lipid")]
        )
        for code in ("clerical", "military"):
            body.add("work-lipid", code)
        assert office.post("/desk/admin/packages/new", data=body).status_code == 303
        with act():
            found = next(one for one in plans.packages() if one.name_en == "Deluxe two")
            (line,) = found.lines
            assert line.condition == Condition(occupations=frozenset({"clerical", "military"}))
            package_id = found.id
        assert "occupation: Clerical or Armed forces" in office.get(f"/desk/admin/packages/{package_id}").text

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("work-mammo", "astronaut", "Mammography (women): please choose occupations of the list."),
            ("sex-mammo", "OTHER", "Mammography (women): please choose everybody, women or men."),
        ],
    )
    def test_what_the_page_does_not_offer_is_named_and_the_rest_stays(
        self, office: FlaskClient, field: str, value: str, sentence: str
    ) -> None:
        body = self.BODY | {"from-mammo": "45", "work-lipid": "clerical", field: value}
        answer = office.post("/desk/admin/packages/new", data=body)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
        assert sentence in answer.text
        assert re.search(r'name="work-lipid" value="clerical" checked', answer.text)
        assert re.search(r'value="45" id="from-mammo"', answer.text)

    @pytest.mark.parametrize("ages", [("60", "50"), ("old", ""), ("130", ""), ("", "-1")])
    def test_ages_that_cannot_be_are_named_and_stay_typed(
        self, office: FlaskClient, ages: tuple[str, str]
    ) -> None:
        answer = office.post(
            "/desk/admin/packages/new", data=self.BODY | {"from-mammo": ages[0], "to-mammo": ages[1]}
        )
        assert answer.status_code == 422
        assert 'href="#from-mammo"' in answer.text
        assert 'value="Deluxe two"' in answer.text
