"""Figures over the years and readings at home over HTTP: the client's own, the staff's with a note (R3, A6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.conftest import new_client
from tests.factories import exams as make
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.assessments.models import CriticalAlert
from webapp.clients import services as clients
from webapp.clients.rules import Capacity
from webapp.exams import services
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.records import queries as records
from webapp.records import services as record_services
from webapp.records.models import AccessEntry, Measurement, TimelineEntry
from webapp.records.rules import Figure, Source

WHEN = {"day": "2026-11-24", "time": "07:30"}


class Scene:
    """A client and a health manager in charge, each with a browser."""

    def __init__(self, app, act, sign_in):
        self.app, self.act, self.enter = app, act, sign_in
        with act():
            self.world = make.a_world()
            self.client = make.a_client(self.world)
            manager = make.a_staff_member(self.world, Role.HEALTH_MANAGER)
            clients.assign_care(
                client_id=self.client.id, capacity=Capacity.HEALTH_MANAGER, staff_id=manager.id, actor_id=""
            )
        self.browser = self.signed_in(self.client.account_id)
        self.staff = self.signed_in(manager.account_id)
        self.desk = f"/desk/clients/{self.client.id}"

    def signed_in(self, account_id):
        return self.enter(new_client(self.app), account_id)

    def press(self, kind="pressure", browser=None, path="", **fields):
        return (browser or self.browser).post(path or f"/readings/new/{kind}", data=WHEN | fields)

    def pressure(self, upper="128", lower="82", **fields):
        return self.press(**{"v-sbp": upper, "v-dbp": lower, **fields})

    def count(self, model):
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(model))

    def newest(self, code):
        with self.app.app_context():
            return records.latest(client_id=self.client.id, codes=[code])[code]


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene(app, act, sign_in)


def text(response) -> str:
    return response.get_data(as_text=True)


class TestTakeReading:
    def test_a_reading_is_kept_with_source_time_and_who_wrote_it_down(self, scene):
        answer = scene.pressure()
        assert answer.status_code == 303
        row = scene.newest("sbp")
        assert (str(row.value), row.unit, row.source) == ("128", "mmHg", "HOME")
        assert clock.local(row.taken_at).isoformat()[:16] == "2026-11-24T07:30"
        assert row.entered_by == scene.client.account_id
        page = text(scene.browser.get(answer.headers["Location"]))
        assert "128 mmHg" in page
        assert "in range" in page

    def test_pressed_twice_it_is_one_reading(self, scene):
        first, second = (scene.pressure(_key="a-key-of-one-form") for _ in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        assert scene.count(Measurement) == 2

    def test_an_unusual_figure_is_asked_again_and_kept_after_a_yes(self, scene):
        asked = scene.pressure(upper="210")
        assert asked.status_code == 422
        assert scene.count(Measurement) == 0
        assert "this is unusual" in text(asked)
        assert scene.pressure(upper="220", sure="sbp=210 dbp=82").status_code == 422
        assert scene.pressure(upper="210", sure="sbp=210 dbp=82").status_code == 303

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"v-sbp": "x", "v-dbp": "80"}, "not a number"),
            ({"v-sbp": "120"}, "Please fill this in"),
            ({"v-sbp": "80", "v-dbp": "120"}, "has to be below the upper one"),
            ({"v-sbp": "120", "v-dbp": "80", "day": "2026-11-25"}, "still to come"),
            ({"v-sbp": "120", "v-dbp": "80", "day": "2024-11-25"}, "more than a year ago"),
            ({"v-sbp": "120", "v-dbp": "80", "day": "yesterday"}, "Day"),
        ],
    )
    def test_a_slip_is_named_and_what_was_typed_stays(self, scene, fields, words):
        answer = scene.press(**fields)
        assert answer.status_code == 422
        assert words in text(answer)
        assert f'value="{fields["v-sbp"]}"' in text(answer)

    def test_a_critical_reading_reaches_a_human_and_the_client_reads_what_to_do(self, scene):
        kept = scene.pressure(upper="186", lower="104")
        assert "see a doctor today" in text(scene.browser.get(kept.headers["Location"]))
        assert scene.count(CriticalAlert) == 1
        assert "180" in text(scene.staff.get(f"/desk/assessments/clients/{scene.client.id}/alerts"))

    def test_one_line_a_day_stands_in_the_timeline(self, scene):
        for minute in ("07:30", "07:40"):
            scene.pressure(time=minute)
        assert scene.count(TimelineEntry) == 1


class TestCorrectReading:
    def test_the_correction_counts_and_the_wrong_one_stays(self, scene):
        kept = scene.pressure(upper="182").headers["Location"]
        assert 'value="182"' in text(scene.browser.get(f"{kept}/correct"))
        scene.press(path=f"{kept}/correct", **{"v-sbp": "128", "v-dbp": "82"})
        assert str(scene.newest("sbp").value) == "128"
        assert scene.count(Measurement) == 4
        assert "no longer counted" in text(scene.browser.get(kept))
        page = text(scene.browser.get("/figures/sbp"))
        assert "128 mmHg" in page
        assert "182 mmHg" not in page

    def test_the_same_reading_is_corrected_once(self, scene):
        kept = scene.pressure().headers["Location"]
        fields = {"v-sbp": "130", "v-dbp": "82"}
        assert scene.press(path=f"{kept}/correct", **fields).status_code == 303
        assert scene.press(path=f"{kept}/correct", **fields).status_code == 409

    def test_a_kept_figure_cannot_be_changed_in_the_database(self, scene):
        scene.pressure()
        with pytest.raises(Exception, match="measurement"), scene.act():
            db.session.query(Measurement).update({"value": Decimal(1)})


class TestReach:
    def test_somebody_else_s_reading_is_not_there(self, scene):
        kept = scene.pressure().headers["Location"]
        with scene.act():
            other = make.a_client(scene.world)
        browser = scene.signed_in(other.account_id)
        for path in (kept, f"{kept}/correct"):
            assert browser.get(path).status_code == 404
        assert scene.press(browser=browser, path=f"{kept}/correct", **{"v-sbp": "1"}).status_code == 404
        assert "128 mmHg" not in text(browser.get("/figures/sbp"))

    def test_staff_within_reach_look_and_the_client_can_read_that_they_did(self, scene):
        scene.pressure()
        for path in ("/figures", "/figures/sbp"):
            assert "128" in text(scene.staff.get(scene.desk + path))
        assert scene.count(AccessEntry) == 2
        assert "looked at figures over the years" in text(scene.browser.get("/me/seen"))

    def test_staff_of_another_branch_find_nobody(self, scene):
        with scene.act():
            stranger = make.a_staff_member(make.a_world(), Role.HEALTH_MANAGER)
        browser = scene.signed_in(stranger.account_id)
        for path in ("/figures", "/figures/sbp", "/readings/new/weight"):
            assert browser.get(scene.desk + path).status_code == 404

    def test_staff_write_down_what_was_measured_at_the_branch_under_their_own_name(self, scene):
        fields = {"v-weight": "74.5", "where": "BRANCH"}
        assert (
            scene.press(browser=scene.staff, path=f"{scene.desk}/readings/new/weight", **fields).status_code
            == 303
        )
        row = scene.newest("weight")
        assert row.source == "BRANCH"
        assert row.entered_by != scene.client.account_id
        assert scene.count(AccessEntry) == 1

    @pytest.mark.parametrize("path", ["/figures/nothing", "/figures/f_ecg", "/readings/new/height"])
    def test_what_is_no_figure_has_no_page(self, scene, path):
        assert scene.browser.get(path).status_code == 404


class TestFigures:
    def test_an_exam_and_a_reading_stand_side_by_side_with_the_range_of_each(self, scene):
        with scene.act():
            people = [make.a_staff_member(scene.world, Role.HEALTH_MANAGER) for _ in range(2)]
            desk = make.a_staff_member(scene.world, Role.INSTITUTION_DESK, scene.world.institution)
            booking_id = make.a_checked_in(scene.world, scene.client, desk)
            who = {
                "branch_id": scene.world.branch.id,
                "staff_id": people[0].id,
                "actor_id": people[0].account_id,
            }
            sheet = make.a_filled_sheet(tc="216")
            sheet.lines["tc"] = type(sheet.lines["tc"])("216", "mg/dL")
            report = services.enter_results(booking_id=booking_id, filled=sheet, hand_in=True, **who)
            who |= {"staff_id": people[1].id, "actor_id": people[1].account_id}
            services.verify_results(report_id=report.id, revision=report.revision, **who)
        scene.pressure()
        page = text(scene.browser.get("/figures"))
        assert "2 readings since 2026, last 146 mmHg on 3 Dec 2026, above the range." in page
        page = text(scene.browser.get("/figures/sbp"))
        assert "≥ 90, &lt; 140" in page
        assert "≥ 90, &lt; 135" in page
        assert "written as 216 mg/dL" in text(scene.browser.get("/figures/tc"))

    def test_ten_years_of_daily_readings_are_drawn_thinned_and_listed_in_pages(self, scene):
        figure = Figure("weight", Decimal("70.4"), "kg", Decimal("70.4"), "kg")
        with scene.act():
            for days in range(400):
                record_services.record_reading(
                    client_id=scene.client.id,
                    branch_id=scene.client.branch_id,
                    figures=[figure],
                    taken_at=clock.now() - timedelta(days=days),
                    source=Source.HOME,
                    entered_by=scene.client.account_id,
                )
        page = text(scene.browser.get("/figures/weight"))
        assert "400 readings since 2025" in page
        assert page.count('class="dot') < 60
        assert page.count('<tr><th scope="row">') == 20
        assert "after=" in page

    def test_the_first_visit_says_what_will_stand_here(self, scene):
        assert "No figures yet" in text(scene.browser.get("/figures"))


class TestStatements:
    def test_writing_down_correcting_and_looking_stay_within_their_budgets(self, app, scene):
        fields = {"v-sbp": "120", "v-dbp": "80"}
        kept = scene.pressure().headers["Location"]
        with listening(app) as taken:
            scene.pressure(_key="key-of-a-reading")
        with listening(app) as corrected:
            path = f"{scene.desk}{kept}/correct"
            scene.press(browser=scene.staff, path=path, _key="key-of-a-correction", where="HOME", **fields)
        with listening(app) as looked:
            scene.staff.get(f"{scene.desk}/figures/sbp")
        assert (len(taken) <= 12, len(corrected) <= 12, len(looked) <= 6) == (True, True, True)
