"""X1 on a real database: a file is read, shown, confirmed once and written row by row."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from tests.factories import exams as make
from tests.factories import result_files as files
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.exams import queries, services
from webapp.exams.models import ExamReport, Result, ResultImport, ResultImportRow
from webapp.exams.refusals import ImportMoved, SecondPersonNeeded
from webapp.exams.rules.imports.document import Fault
from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import Typed
from webapp.exams.services.importing import applying
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.jobs import Worker
from webapp.records.models import AccessEntry
from webapp.toolbox.sheets import Unreadable

OTHER_ID = "110105196803050037"
TITLES = ("身份证号", *make.FIGURES, "f_ecg")
UNITS = {"height": "cm", "sbp": "mmHg", "dbp": "mmHg", "cr": "umol/L"} | dict.fromkeys(
    ("tc", "tg", "ldl", "hdl", "fpg"), "mmol/L"
)
HEAD = tuple(f"{title} ({UNITS[title]})" if title in UNITS else title for title in TITLES)
FULL = (files.ID_NUMBER, *make.FIGURES.values(), "正常")


class Scene:
    """Two checked-in clients with ID numbers, an importer and a second person."""

    def __init__(self, app, act):
        self.app, self.act = app, act
        with clock.at(make.NOW), act():
            self.world = make.a_world(capacity=9)
            ids = (files.ID_NUMBER, OTHER_ID)
            self.people = [make.a_client(self.world, id_number=number).id for number in ids]
            self.first, self.second = (make.a_staff_member(self.world, Role.HEALTH_MANAGER) for _ in range(2))
            desk = make.a_staff_member(self.world, Role.INSTITUTION_DESK, self.world.institution)
            self.bookings = [
                make.a_checked_in(self.world, db.session.get_one(make.Client, one), desk)
                for one in self.people
            ]
            self.institution_id, self.branch_id = self.world.institution.id, self.world.branch.id
            self.desk = queries.Desk(self.branch_id)

    def take(self, content, **changes):
        with self.act():
            desk = changes.get("desk", self.desk)
            whose = changes.get("institution_id", self.institution_id)
            looked = services.look_at(desk, services.ResultFile("results.csv", content), institution_id=whose)
            return services.take_in(
                desk,
                looked,
                staff_id=self.first.id,
                actor_id=self.first.account_id,
            )

    def shown(self, content):
        import_id = self.take(content)
        self.work()
        return import_id

    def work(self):
        Worker(self.app).work_off()

    def confirm(self, import_id, **changes):
        with self.act():
            row = db.session.get_one(ResultImport, import_id)
            facts = {"digest": row.digest, "round_": row.round} | changes
            services.confirm_import(self.desk, import_id, actor_id=self.first.account_id, **facts)

    def brought_in(self, content):
        import_id = self.shown(content)
        self.confirm(import_id)
        self.work()
        return import_id

    def rows(self, import_id):
        with self.act():
            return [(row.state, row.outcome, row.held) for row in queries.import_rows(import_id).rows]

    def states(self, import_id):
        return [state for state, _outcome, _held in self.rows(import_id)]

    def results(self, booking=0):
        with self.act():
            asked = select(Result, ExamReport).join(ExamReport, ExamReport.id == Result.report_id)
            found = db.session.execute(asked.where(ExamReport.booking_id == self.bookings[booking])).all()
            return {row[0].code: row[0] for row in found}

    def report(self, booking=0):
        with self.act():
            return db.session.scalars(
                select(ExamReport).where(ExamReport.booking_id == self.bookings[booking])
            ).first()

    def verify(self, report, staff):
        with self.act():
            services.verify_results(
                report_id=report.id,
                branch_id=self.branch_id,
                revision=report.revision,
                staff_id=staff.id,
                actor_id=staff.account_id,
            )


@pytest.fixture
def scene(app, act):
    with clock.at(make.NOW.replace(month=12, day=8)):
        yield Scene(app, act)


def table(*rows, head=HEAD):
    return files.a_table([head, *rows])


class TestTakeIn:
    def test_nothing_is_written_before_it_is_confirmed(self, scene):
        import_id = scene.shown(table(FULL))
        assert scene.states(import_id) == ["NEW"]
        assert scene.report() is None

    def test_the_same_file_sent_twice_is_one_import(self, scene):
        assert scene.take(table(FULL)) == scene.take(table(FULL))

    def test_another_branchs_institution_is_not_found(self, scene):
        with pytest.raises(NotYours):
            scene.take(table(FULL), desk=queries.Desk("0" * 20))
        with pytest.raises(NotYours):
            scene.take(table(FULL), desk=queries.Desk(scene.branch_id, "0" * 20))

    def test_a_file_that_cannot_be_read_leaves_nothing(self, scene):
        with pytest.raises(Unreadable):
            scene.take(b"%PDF-1.7")
        with scene.act():
            assert db.session.scalar(select(func.count()).select_from(ResultImport)) == 0

    def test_a_reading_that_was_killed_begins_again(self, scene):
        import_id = scene.shown(table(FULL, (OTHER_ID, *FULL[1:])))
        with scene.act():
            db.session.execute(update(ResultImport).values(status="READING", round=2, done=1))
            from webapp.kernel import jobs

            jobs.enqueue("exams.read_import", {"import_id": import_id, "round": 2})
        scene.work()
        assert scene.states(import_id) == ["NEW", "NEW"]


class TestMatch:
    def faults(self, scene, head, *rows):
        import_id = scene.shown(files.a_table([head, *rows]))
        return [
            [fault for fault, _spot in held["faults"]] for _state, _outcome, held in scene.rows(import_id)
        ]

    def test_never_by_name_alone(self, scene):
        with pytest.raises(Unreadable) as refusal:
            scene.take(files.a_table([("姓名", "ALT"), ("沈致和", "22")]))
        assert refusal.value.fault is Fault.NO_PERSON_COLUMN
        head = ("身份证号", "姓名", "urea")
        assert self.faults(scene, head, ("", "沈致和", "5.1")) == [[Fault.TOO_LITTLE_TO_MATCH]]

    def test_a_wrong_check_digit_a_stranger_and_another_name_are_refused(self, scene):
        rows = [
            ("110105196803050020", "沈致和", "5.1"),
            ("11010519680305004", "沈致和", "5.1"),
            ("110105196803050045", "沈致和", "5.1"),
            (files.ID_NUMBER, "林若溪", "5.1"),
        ]
        found = self.faults(scene, ("身份证号", "姓名", "urea"), *rows)
        assert found == [[Fault.BAD_ID_NUMBER], [Fault.BAD_ID_NUMBER], [Fault.NOBODY], [Fault.NAME_DIFFERS]]

    def test_by_phone_name_and_birth_date_together(self, scene):
        with scene.act():
            phone = db.session.get_one(make.Client, scene.people[0]).phone
        head = ("手机", "姓名", "出生日期", "urea")
        rows = [(phone, "沈致和", "1968-03-05", "5.1"), (phone, "沈致和", "1968-03-06", "5.1")]
        assert self.faults(scene, head, *rows) == [[], [Fault.NOBODY]]

    def test_one_person_twice_in_a_table_is_refused_the_second_time(self, scene):
        rows = [(files.ID_NUMBER, "5.1"), (files.ID_NUMBER, "5.2")]
        assert self.faults(scene, ("身份证号", "urea"), *rows) == [[], [Fault.TWICE]]

    def test_who_does_not_agree_any_more_is_refused(self, scene):
        with scene.act():
            clients.withdraw_consent(
                client_id=scene.people[0], purpose=Purpose.EXAM_REPORTS, actor_id=scene.first.account_id
            )
        assert self.faults(scene, ("身份证号", "urea"), (files.ID_NUMBER, "5.1")) == [[Fault.NOT_AGREED]]

    def test_a_day_that_is_no_exam_of_theirs(self, scene):
        head = ("身份证号", "体检日期", "urea")
        rows = [(files.ID_NUMBER, "2025-12-03", "5.1"), (OTHER_ID, "2026-12-03", "5.1")]
        assert self.faults(scene, head, *rows) == [[Fault.OTHER_DAY], []]


class TestConfirm:
    def test_a_complete_row_waits_for_a_second_person(self, scene):
        scene.brought_in(table(FULL))
        report = scene.report()
        assert (report.status, report.entered_by) == ("SUBMITTED", scene.first.id)
        with pytest.raises(SecondPersonNeeded):
            scene.verify(report, scene.first)
        scene.verify(report, scene.second)
        assert scene.report().status == "VERIFIED"

    def test_an_incomplete_row_is_a_draft_that_somebody_finishes(self, scene):
        scene.brought_in(table((files.ID_NUMBER, "5.1"), head=("身份证号", "urea")))
        assert scene.report().status == "DRAFT"
        assert scene.results()["urea"].value == Decimal("5.1")

    def test_units_are_converted_and_the_printed_figure_is_kept(self, scene):
        scene.brought_in(files.a_message("NM|2093-3^Chol^LN||216|mg/dL|<200|H|||F"))
        found = scene.results()["tc"]
        assert (found.written_value, found.written_unit) == (Decimal("216"), "mg/dL")
        assert round(found.value, 2) == Decimal("5.59")
        assert (round(found.below, 2), found.flag) == (Decimal("5.17"), "HIGH")

    def test_the_files_range_and_mark_outlive_a_save_by_form(self, scene):
        scene.brought_in(files.a_message("NM|14647-2^Chol^LN||5.6|mmol/L|2.0-6.0|HH|||F"))
        with scene.act():
            services.enter_results(
                booking_id=scene.bookings[0],
                branch_id=scene.branch_id,
                staff_id=scene.second.id,
                actor_id=scene.second.account_id,
                filled=services.Filled({"tc": Typed("5.6", "mmol/L"), "urea": Typed("5.1")}, revision=1),
                hand_in=False,
            )
        found = scene.results()["tc"]
        assert (found.high, found.flag, found.entered_by) == (Decimal("6.0"), "CRITICAL_HIGH", scene.first.id)

    def test_a_refused_cell_leaves_the_others_and_is_named(self, scene):
        head = ("身份证号", "urea", "TC (furlong)", "FPG (mmol/L)", "HDL (mmol/L)")
        import_id = scene.brought_in(files.a_table([head, (files.ID_NUMBER, "5.1", "5.6", "<5.0", "900")]))
        slips = {code: slip for code, slip, _spot, _text in scene.rows(import_id)[0][2]["slips"]}
        assert slips == {"tc": Slip.UNKNOWN_UNIT, "fpg": Slip.LIMIT_ONLY, "hdl": Slip.IMPOSSIBLE}
        assert set(scene.results()) == {"urea"}
        assert scene.report().status == "DRAFT"

    def test_an_unlikely_figure_is_taken_and_marked(self, scene):
        scene.brought_in(table((files.ID_NUMBER, "290"), head=("身份证号", "SBP (mmHg)")))
        assert scene.results()["sbp"].implausible

    def test_a_second_time_there_is_nothing_to_write(self, scene):
        scene.brought_in(table(FULL))
        before = scene.report()
        again = scene.shown(table(FULL))
        assert scene.states(again) == ["EQUAL"]
        scene.confirm(again)
        scene.work()
        assert scene.report().revision == before.revision

    def test_pressing_twice_writes_once(self, scene):
        import_id = scene.shown(table(FULL))
        scene.confirm(import_id)
        scene.confirm(import_id)
        scene.work()
        scene.confirm(import_id)
        scene.work()
        assert scene.report().revision == 1

    def test_only_the_very_file_that_was_shown(self, scene):
        import_id = scene.shown(table(FULL))
        for wrong in ({"digest": "0" * 64}, {"round_": 2}):
            with pytest.raises(ImportMoved):
                scene.confirm(import_id, **wrong)

    def test_a_verified_result_is_never_overwritten(self, scene):
        scene.brought_in(table(FULL))
        scene.verify(scene.report(), scene.second)
        again = scene.brought_in(table((files.ID_NUMBER, "9.9"), head=("身份证号", "urea")))
        assert scene.states(again) == ["CONFLICT"]
        assert scene.results()["urea"].value == Decimal("5.1")

    def test_a_report_that_changed_after_the_dry_run_is_left_alone(self, scene):
        import_id = scene.shown(table((files.ID_NUMBER, "9.9"), head=("身份证号", "urea")))
        with scene.act():
            services.enter_results(
                booking_id=scene.bookings[0],
                branch_id=scene.branch_id,
                staff_id=scene.second.id,
                actor_id=scene.second.account_id,
                filled=services.Filled({"urea": Typed("5.1")}),
                hand_in=False,
            )
        scene.confirm(import_id)
        scene.work()
        assert [outcome for _state, outcome, _held in scene.rows(import_id)] == ["MOVED"]
        assert scene.results()["urea"].value == Decimal("5.1")

    def test_each_client_can_read_who_brought_the_results_in(self, scene):
        scene.brought_in(table(FULL))
        with scene.act():
            seen = db.session.scalars(
                select(AccessEntry.account_id).filter_by(client_id=scene.people[0])
            ).all()
        assert scene.first.account_id in seen

    def test_a_worker_that_dies_leaves_whole_people_and_doubles_nobody(self, scene, monkeypatch):
        monkeypatch.setattr(applying, "CHUNK", 1)
        import_id = scene.shown(table(FULL, (OTHER_ID, *FULL[1:])))
        scene.confirm(import_id)
        whole, calls = applying.keep_sheet, []

        def dies_once(*given, **named):
            calls.append(1)
            written = whole(*given, **named)
            if len(calls) == 2:
                raise RuntimeError("killed")
            return written

        monkeypatch.setattr(applying, "keep_sheet", dies_once)
        scene.work()
        assert (scene.report(0) is None) != (scene.report(1) is None)
        with clock.at(make.NOW.replace(month=12, day=9)):
            scene.work()
        assert {scene.report(n).revision for n in (0, 1)} == {1}
        assert [outcome for _state, outcome, _held in scene.rows(import_id)] == ["HANDED_IN", "HANDED_IN"]

    def test_a_file_that_was_given_up_is_shown_again_and_doubles_nobody(self, scene, monkeypatch):
        monkeypatch.setattr(applying, "CHUNK", 1)
        import_id = scene.shown(table(FULL, (OTHER_ID, *FULL[1:])))
        scene.confirm(import_id)
        whole, written = applying.keep_sheet, []

        def fails(*given, **named):
            if written:
                raise RuntimeError("broken")
            written.append(whole(*given, **named))

        monkeypatch.setattr(applying, "keep_sheet", fails)
        for hours in range(12):
            with clock.at(make.NOW.replace(month=12, day=9) + timedelta(hours=2 * hours)):
                scene.work()
        with scene.act():
            assert db.session.get_one(ResultImport, import_id).status == "SHOWN"
        monkeypatch.setattr(applying, "keep_sheet", whole)
        scene.confirm(import_id)
        with clock.at(make.NOW.replace(month=12, day=12)):
            scene.work()
        with scene.act():
            file = db.session.get_one(ResultImport, import_id)
            assert (file.status, file.people, file.done) == ("DONE", 1, 1)
        assert {scene.report(n).revision for n in (0, 1)} == {1}

    def test_the_file_is_forgotten_when_it_is_written(self, scene):
        import_id = scene.brought_in(table(FULL))
        with scene.act():
            row = db.session.get_one(ResultImport, import_id)
            assert (row.status, row.content, row.done, row.people) == ("DONE", None, 1, 1)


class TestConfirmColumns:
    def test_a_confirmed_title_is_remembered_for_the_institution(self, scene):
        content = table((files.ID_NUMBER, "216", "5.1"), head=("身份证号", "CHOL-X", "urea"))
        import_id = scene.shown(content)
        with scene.act():
            row = db.session.get_one(ResultImport, import_id)
            assert [title for title, _spot, _guess in row.unknown["columns"]] == ["CHOL-X"]
            who = {"staff_id": scene.first.id, "actor_id": scene.first.account_id}
            services.confirm_columns(scene.desk, import_id, {"CHOL-X": "tc|mg/dL"}, **who)
        scene.work()
        scene.confirm(import_id)
        scene.work()
        assert round(scene.results()["tc"].value, 2) == Decimal("5.59")
        with scene.act():
            assert queries.column_titles(scene.institution_id) == {"chol-x": "tc|mg/dL"}


class TestDrop:
    def test_a_dropped_file_leaves_nothing_and_cannot_be_confirmed(self, scene):
        import_id = scene.shown(table(FULL))
        with scene.act():
            services.drop_import(scene.desk, import_id, actor_id=scene.first.account_id)
        with pytest.raises(ImportMoved):
            scene.confirm(import_id)
        with scene.act():
            assert db.session.scalar(select(func.count()).select_from(ResultImportRow)) == 0
