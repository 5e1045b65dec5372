"""X1 over HTTP: upload, dry run, confirm, progress, outcome; and who may not."""

from __future__ import annotations

import io
from threading import Thread

import pytest
from sqlalchemy import select

from tests.conftest import new_client
from tests.exams.imports.test_services import FULL, Scene, table
from tests.factories import exams as make
from tests.factories import result_files as files
from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.imports import files as opener
from webapp.exams.models import ExamReport, ResultImport
from webapp.kernel import clock, limits
from webapp.kernel.db import db
from webapp.kernel.sheets.opening import MOST_BYTES

HOME = "/desk/exams/imports"
DAY = make.NOW.replace(month=12, day=8)


class Browsing(Scene):
    """The services' scene with browsers of the importer and the institution's desk."""

    def __init__(self, app, act, sign_in):
        super().__init__(app, act)
        with act():
            desk = make.a_staff_member(self.world, Role.INSTITUTION_DESK, self.world.institution)
        self.manager = sign_in(new_client(app), self.first.account_id)
        self.front = sign_in(new_client(app), desk.account_id)

    def send(self, content, browser=None, **fields):
        data = {"institution": self.institution_id, "file": (io.BytesIO(content), "结果.csv"), **fields}
        return (browser or self.manager).post(HOME, data=data, content_type="multipart/form-data")

    def sent(self, content, browser=None):
        path = self.send(content, browser).headers["Location"]
        self.work()
        return path

    def somebody_else_writes_while_a_file_is_read(self, monkeypatch):
        real, self.written = opener.read, []

        def write():
            with self.act():
                self.written.append(limits.take("sms.phone", "13900000099", (1, 60)))

        def read(content, memory):
            other = Thread(target=write)
            other.start()
            other.join(1)
            assert self.written == [True]
            return real(content, memory)

        monkeypatch.setattr(opener, "read", read)

    def hidden(self):
        with self.act():
            row = db.session.scalars(select(ResultImport).order_by(ResultImport.id.desc())).first()
            return {"digest": row.digest, "round": str(row.round)}


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(DAY):
        yield Browsing(app, act, sign_in)


class TestTakeIn:
    def test_while_a_file_is_read_nobody_waits(self, scene, monkeypatch):
        scene.somebody_else_writes_while_a_file_is_read(monkeypatch)
        assert scene.send(table(FULL)).status_code == 303
        assert scene.written == [True]

    def test_upload_dry_run_confirm_and_outcome(self, scene):
        path = scene.send(table(FULL)).headers["Location"]
        waiting = scene.manager.get(path).text
        assert 'hx-trigger="every 2s"' in waiting
        assert "Being read" in waiting
        scene.work()
        shown = scene.manager.get(path).text
        assert "14 new results" in shown
        assert "Write the results of 1 person" in shown
        assert scene.manager.post(f"{path}/confirm", data=scene.hidden()).status_code == 303
        scene.work()
        done = scene.manager.get(path).text
        assert "1 person: waits for a second person" in done
        with scene.act():
            assert db.session.scalars(select(ExamReport.status)).all() == ["SUBMITTED"]

    def test_a_bad_file_is_refused_with_what_and_where(self, scene):
        content = files.a_workbook([("身份证号", "urea"), (files.ID_NUMBER, "=1+4")])
        answer = scene.send(content)
        assert answer.status_code == 422
        assert "row 2, column B: This cell calculates its value." in answer.text

    @pytest.mark.parametrize("content", [b"", b"x" * (MOST_BYTES + 1), b"\x00\x01", b"MSH|", b"PK\x03\x04"])
    def test_no_file_breaks_the_page(self, scene, content):
        assert scene.send(content).status_code == 422

    def test_pressing_send_twice_is_one_import(self, scene):
        paths = {scene.send(table(FULL), _key="the-same-key-1").headers["Location"] for _ in range(2)}
        assert len(paths) == 1

    def test_columns_are_explained_once(self, scene):
        path = scene.sent(files.a_table([("身份证号", "CHOL-X", "urea"), (files.ID_NUMBER, "216", "5.1")]))
        assert "CHOL-X" in scene.manager.get(path).text
        fields = {"t-0": "CHOL-X", "c-0": "tc|mg/dL"}
        assert scene.manager.post(f"{path}/columns", data=fields).status_code == 303
        scene.work()
        assert "216 mg/dL" in scene.manager.get(path).text
        assert scene.manager.post(f"{path}/columns", data=fields | {"c-0": "nonsense"}).status_code == 400

    def test_titles_that_clash_are_refused_and_not_remembered(self, scene):
        head, row = ("身份证号", "CHOL-X", "urea", "tc"), (files.ID_NUMBER, "216", "5.1", "5.5")
        path = scene.sent(files.a_table([head, row]))
        answer = scene.manager.post(f"{path}/columns", data={"t-0": "CHOL-X", "c-0": "tc|mg/dL"})
        assert answer.status_code == 422
        with scene.act():
            assert queries.column_titles(scene.institution_id) == {}

    def test_explaining_columns_twice_has_one_answer(self, scene):
        path = scene.sent(files.a_table([("身份证号", "CHOL-X", "urea"), (files.ID_NUMBER, "216", "5.1")]))
        fields = {"t-0": "CHOL-X", "c-0": "tc|mg/dL", "_key": "the-same-key-2"}
        answers = [scene.manager.post(f"{path}/columns", data=fields).status_code for _ in range(2)]
        assert answers == [303, 303]

    def test_nobody_waits_while_a_file_is_read_with_new_titles(self, scene, monkeypatch):
        path = scene.sent(files.a_table([("身份证号", "CHOL-X", "urea"), (files.ID_NUMBER, "216", "5.1")]))
        scene.somebody_else_writes_while_a_file_is_read(monkeypatch)
        fields = {"t-0": "CHOL-X", "c-0": "tc|mg/dL"}
        assert scene.manager.post(f"{path}/columns", data=fields).status_code == 303
        assert scene.written == [True]

    def test_a_dropped_file_is_gone(self, scene):
        path = scene.sent(table(FULL))
        assert scene.manager.post(f"{path}/drop").status_code == 303
        assert "Thrown away" in scene.manager.get(path).text
        assert scene.manager.post(f"{path}/confirm", data=scene.hidden()).status_code == 409


class TestReach:
    def test_the_institutions_desk_brings_in_its_own_and_sees_no_earlier_value(self, scene):
        scene.brought_in(table((files.ID_NUMBER, "5.1"), head=("身份证号", "urea")))
        path = scene.sent(table((files.ID_NUMBER, "5.7"), head=("身份证号", "urea")), scene.front)
        assert "5.1 mmol/L → 5.7" in scene.manager.get(path).text
        theirs = scene.front.get(path).text
        assert "5.7 mmol/L" in theirs
        assert "5.1" not in theirs

    def test_another_branch_finds_nothing(self, scene, sign_in, act):
        path = scene.sent(table(FULL))
        with clock.at(make.NOW), act():
            stranger = make.a_staff_member(make.a_world(), Role.HEALTH_MANAGER)
        other = sign_in(new_client(scene.app), stranger.account_id)
        assert other.get(path).status_code == 404
        assert other.post(f"{path}/confirm", data=scene.hidden()).status_code == 404
        assert scene.send(table(FULL), other).status_code == 404


class TestTemplate:
    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_the_filled_template_is_understood_without_questions(self, scene, kind):
        with scene.act():
            package = scene.world.package.id
        answer = scene.manager.get(f"/desk/exams/import-template?package={package}&format={kind}")
        document = opener.read(answer.data, {})
        assert (document.records, document.unknown) == ([], [])
        if kind == "csv":
            row = ",".join([files.ID_NUMBER, "", "", "", "2026-12-03", *["1.5"] * 13])
            found = opener.read(answer.data + f"\r\n{row}".encode(), {}).records[0].entries
            assert [(one.code, one.unit) for one in found][:3] == [
                ("height", "cm"),
                ("weight", "kg"),
                ("waist", "cm"),
            ]


class TestPaste:
    def path(self, scene):
        return f"/desk/exams/bookings/{scene.bookings[0]}/results"

    def test_a_pasted_column_fills_the_draft(self, scene):
        page = self.path(scene)
        pasted = {"act": "paste", "pasted": "总胆固醇\t216\tmg/dL\n肌酐\t78"}
        assert scene.manager.post(page, data=pasted).status_code == 303
        assert {code: row.written_unit for code, row in scene.results().items()} == {
            "tc": "mg/dL",
            "cr": "μmol/L",
        }

    def test_what_belongs_to_no_line_is_named_and_nothing_is_lost(self, scene):
        pasted = {"act": "paste", "pasted": "XYZ\t1\n肌酐\t78"}
        answer = scene.manager.post(self.path(scene), data=pasted)
        assert answer.status_code == 422
        assert "XYZ" in answer.text
        assert 'value="78"' in answer.text
        assert scene.report() is None
