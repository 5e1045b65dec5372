"""X1: result files opened by content; a bad one is refused with what is wrong and where."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.factories import result_files as make
from webapp.exams.imports import files
from webapp.exams.presenters.import_words import FAULT_WORDS
from webapp.exams.rules.imports.document import Document, Fault
from webapp.kernel.sheets.opening import MOST_BYTES
from webapp.toolbox.sheets import FileFault, Unreadable

HEAD = ("身份证号", "姓名", "总胆固醇 TC (mmol/L)", "尿蛋白")
ROW = (make.ID_NUMBER, "沈致和", "5.6", "阴性")


def read(content, memory=None):
    return files.read(content, memory or {})


def texts(document):
    return {entry.code: (entry.text, entry.unit) for record in document.records for entry in record.entries}


def refusal(content):
    with pytest.raises(Unreadable) as caught:
        read(content)
    return caught.value


class TestReadTable:
    def test_a_workbook_gives_people_and_their_results(self):
        document = read(make.a_workbook([HEAD, (*ROW[:2], 5.6, "阴性")]))
        assert document.records[0].identity.id_number == make.ID_NUMBER
        assert texts(document) == {"tc": ("5.6", "mmol/L"), "u_pro": ("阴性", "")}

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
    def test_csv_is_read_in_every_code_that_spreadsheets_write(self, codec):
        assert texts(read(make.a_table([HEAD, ROW], codec)))["tc"] == ("5.6", "mmol/L")

    def test_rows_of_names_and_units_below_the_titles_are_no_people(self):
        rows = [
            ("id_number", "name", "tc", "fpg"),
            ("身份证号", "姓名", "总胆固醇", "空腹血糖"),
            ("", "", "mg/dL", "mmol/L"),
            (make.ID_NUMBER, "沈致和", "216", "5.1"),
        ]
        assert texts(read(make.a_table(rows))) == {"tc": ("216", "mg/dL"), "fpg": ("5.1", "mmol/L")}

    def test_one_result_a_row_is_read_too(self):
        rows = [
            ("身份证号", "项目", "结果", "单位", "参考范围", "提示"),
            (make.ID_NUMBER, "总胆固醇", "5.6", "mmol/L", "<5.2", "↑"),
            (make.ID_NUMBER, "肌酐", "78", "umol/L", "57-97", ""),
        ]
        document = read(make.a_table(rows))
        assert len(document.records) == 1
        assert [(one.code, one.range, one.mark) for one in document.records[0].entries] == [
            ("tc", "<5.2", "↑"),
            ("cr", "57-97", ""),
        ]

    def test_a_unit_is_asked_for_and_never_guessed(self):
        document = read(make.a_table([("身份证号", "总胆固醇"), (make.ID_NUMBER, "216")]))
        assert [(one.title, one.guess) for one in document.unknown] == [("总胆固醇", "tc")]
        assert texts(document) == {}

    def test_what_a_person_confirmed_for_the_institution_is_remembered(self):
        table = make.a_table([("身份证号", "CHOL-X", "备用"), (make.ID_NUMBER, "216", "x")])
        document = read(table, {"chol-x": "tc|mg/dL", "备用": "ignored"})
        assert texts(document) == {"tc": ("216", "mg/dL")}
        assert document.unknown == []

    def test_days_are_read_in_the_ways_they_are_written(self):
        rows = [("手机", "姓名", "出生日期", "体检日期", "ALT")]
        rows += [("13800000001", "沈致和", day, "20261203", "22") for day in ("1949-12-31", "1949/12/31")]
        rows += [("13800000001", "沈致和", day, "2026.12.3", "22") for day in ("19491231", "1949年12月31日")]
        found = read(make.a_table(rows)).records
        assert {one.identity.birth_date for one in found} == {date(1949, 12, 31)}
        assert {one.identity.exam_day for one in found} == {date(2026, 12, 3)}

    def test_a_day_that_does_not_exist_is_a_fault_of_its_row(self):
        rows = [("身份证号", "体检日期", "ALT"), (make.ID_NUMBER, "2026-13-45", "22")]
        record = read(make.a_table(rows)).records[0]
        assert [(fault, spot.row, spot.column[0]) for fault, spot in record.faults] == [
            (Fault.BAD_DATE, 2, "B")
        ]


class TestReadMessages:
    def test_a_message_gives_figure_unit_range_mark_and_status(self):
        document = read(make.a_message("NM|14647-2^Chol^LN||5.6|mmol/L|<5.2|H|||F"))
        entry = document.records[0].entries[0]
        assert (entry.code, entry.text, entry.unit) == ("tc", "5.6", "mmol/L")
        assert (entry.range, entry.mark, entry.status) == ("<5.2", "H", "F")
        assert (entry.spot.part, entry.spot.row, entry.spot.column) == ("1", 4, "OBX-5")

    def test_several_messages_about_one_person_are_one_record(self):
        content = make.a_message("NM|14647-2^^LN||5.6|mmol/L||||||F") + make.a_message(
            "NM|14682-9^^LN||78|umol/L||||||F"
        )
        document = read(content)
        assert len(document.records) == 1
        assert set(texts(document)) == {"tc", "cr"}

    def test_the_code_of_its_letters_is_the_one_it_names(self):
        document = read(make.a_message("NM|14647-2^^LN||5.6|mmol/L||||||F", charset="GB 18030-2000"))
        assert document.records[0].identity.name == "沈致和"

    def test_a_limit_keeps_its_sign(self):
        document = read(make.a_message("SN|14647-2^^LN||<^0.5|mmol/L||||||F"))
        assert texts(document)["tc"][0] == "<0.5"

    def test_escaped_marks_are_read_back(self):
        document = read(make.a_message("ST|F1^f_ecg^L||A\\T\\B \\F\\ C|||||||F"))
        assert texts(document)["f_ecg"][0] == "A&B | C"

    def test_an_item_nobody_knows_is_named_once(self):
        document = read(make.a_message(*["NM|Q1^奇怪项目^L||1|x||||||F"] * 3))
        assert [one.title for one in document.unknown] == ["奇怪项目"]


class TestReadBundle:
    def test_quantities_carry_ucum_units_and_the_laboratorys_range(self):
        band = {"referenceRange": [{"low": {"value": 3.1}, "high": {"value": 5.2}}]}
        document = read(
            make.a_bundle(make.an_observation("14647-2", **make.a_quantity(5.60, "mmol/L"), **band))
        )
        entry = document.records[0].entries[0]
        assert (entry.text, entry.unit, entry.range) == ("5.6", "mmol/L", "3.1-5.2")
        assert document.records[0].identity.name == "沈致和"

    def test_blood_pressure_is_read_from_its_components(self):
        parts = [
            {
                "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
                **make.a_quantity(n, "mm[Hg]"),
            }
            for code, n in (("8480-6", 146), ("8462-4", 88))
        ]
        document = read(make.a_bundle(make.an_observation("85354-9", component=parts)))
        assert {code: text for code, (text, _unit) in texts(document).items()} == {"sbp": "146", "dbp": "88"}

    def test_a_report_says_whose_an_observation_without_subject_is(self):
        observation = make.an_observation("14647-2", id="o1", **make.a_quantity(5.6, "mmol/L"))
        del observation["subject"]
        report = {
            "resourceType": "DiagnosticReport",
            "subject": {"reference": "Patient/p1"},
            "result": [{"reference": "Observation/o1"}],
        }
        assert texts(read(make.a_bundle(report, observation))) == {"tc": ("5.6", "mmol/L")}


class TestRefuse:
    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (b"", FileFault.EMPTY),
            (b"\xef\xbb\xbf \r\n", FileFault.EMPTY),
            (b"x" * (MOST_BYTES + 1), FileFault.TOO_LARGE),
            (b"%PDF-1.7 ...", FileFault.UNKNOWN_KIND),
            (b"\x89PNG\r\n\x1a\n", FileFault.UNKNOWN_KIND),
            (b"a\x00b,c", FileFault.NOT_TEXT),
            (b"PK\x03\x04 broken", FileFault.BROKEN),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, FileFault.OLD_WORKBOOK),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileFault.ENCRYPTED),
            (b'{"resourceType": "Bundle", ', Fault.BROKEN_JSON),
            (b"[" * 100_000, Fault.BROKEN_JSON),
            (b'{"resourceType": "Patient"}', Fault.NOT_A_BUNDLE),
            (b"a,b\r\n1,2", FileFault.NO_HEAD),
            ("姓名,总胆固醇\r\n沈致和,5.6".encode(), Fault.NO_PERSON_COLUMN),
            ("身份证号,ALT,ALT\r\n1,2,3".encode(), FileFault.TITLE_TWICE),
            (make.a_message(kind="ADT^A01"), Fault.NOT_RESULTS),
            (make.a_message(pid="PV1|1"), Fault.NO_PATIENT),
            (make.a_bundle(make.an_observation("14647-2"), patient=None), Fault.NO_PATIENT),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, content, fault):
        assert refusal(content).fault is fault

    def test_a_formula_is_named_by_its_cell(self):
        found = refusal(make.a_workbook([HEAD, (*ROW[:2], "=5+0.6", "阴性")]))
        assert (found.fault, found.spot.row, found.spot.column) == (FileFault.FORMULA, 2, "C")

    @pytest.mark.parametrize(
        ("rows", "more", "fault"),
        [
            ('<row><c r="A1"/></row><row><c r="ZZ1048576"/></row>', {}, FileFault.TOO_MANY),
            ("<row r='1048576'><c r='XFD1048576'/></row>", {}, FileFault.TOO_MANY),
            ('<row r="99999"/><row><c/></row><row r="2"><c r="AZ2"/></row>', {}, FileFault.TOO_MANY),
            ('<row r="1"><c r="A1"/><c r="XFD1048576"/></row>', {"path": "pages/one.bin"}, FileFault.TOO_MANY),
            ("<row r='1'><c r='A1'><v>2</v><f>1+1</f></c></row>", {}, FileFault.FORMULA),
            ('<row r="1"><c r="&e;1"/></row>', {"before": "<!DOCTYPE w [<!ENTITY e 'A'>]>"}, FileFault.BROKEN),
            ('<row r="1"><c r="A-1"/></row>', {}, FileFault.BROKEN),
        ],
    )  # fmt: skip
    def test_no_room_is_made_for_a_table_that_two_cells_pretend(self, rows, more, fault):
        assert refusal(make.a_box(rows, **more)).fault is fault

    def test_one_long_text_in_very_many_cells_is_not_unfolded(self):
        strings = "<si><t>" + "a" * 30_000 + "</t></si>"
        assert (
            refusal(make.a_box('<row><c t="s"><v>0</v></c></row>' * 1_001, strings=strings)).fault
            is FileFault.BOMB
        )

    def test_a_part_that_is_longer_than_its_head_says_is_not_unpacked(self):
        whole, strings = (
            make.a_box("", strings="<si><t>" + "a" * 900_000 + "</t></si>"),
            "xl/sharedStrings.xml",
        )
        with zipfile.ZipFile(io.BytesIO(whole)) as box:
            head, said = box.getinfo(strings), zlib.crc32(box.read(strings)[:1000])
        liar = whole.replace(head.file_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
        assert refusal(liar.replace(head.CRC.to_bytes(4, "little"), said.to_bytes(4, "little"))).fault in (
            FileFault.BOMB,
            FileFault.BROKEN,
        )

    def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
            box.writestr("[Content_Types].xml", "")
            box.writestr("xl/workbook.xml", "")
            for n in range(5):
                box.writestr(f"xl/worksheets/sheet{n}.xml", b"\0" * 30_000_000)
        assert refusal(out.getvalue()).fault is FileFault.BOMB

    def test_a_message_that_breaks_off_is_refused_with_its_segment(self):
        whole = make.a_message("NM|14647-2^^LN||5.6|mmol/L||||||F")
        found = refusal(whole[:-12])
        assert (found.fault, found.spot.part, found.spot.row) == (Fault.TRUNCATED, "1", 4)
        assert refusal(b"BHS|^~\\&\r" + whole).fault is Fault.TRUNCATED

    def test_broken_json_is_named_by_line_and_column(self):
        assert refusal(b'{"a": 1,\n "b": }').spot.row == 2

    def test_more_people_than_a_file_may_hold(self):
        rows = [HEAD, *([ROW] * 5001)]
        found = refusal(make.a_table(rows))
        assert (found.fault, found.spot.row) == (FileFault.TOO_MANY, 5002)


GOOD = [
    make.a_workbook([HEAD, ROW]),
    make.a_table([HEAD, ROW], "gbk"),
    make.a_message("NM|14647-2^Chol^LN||5.6|mmol/L|<5.2|H|||F"),
    make.a_bundle(make.an_observation("14647-2", **make.a_quantity(5.6, "mmol/L"))),
]


def survives(content):
    """Tell whether a file is read, or refused with what is wrong; anything else is raised."""
    try:
        return isinstance(read(content), Document)
    except Unreadable as refused:
        return refused.fault in FAULT_WORDS


class TestSurvive:
    @given(st.binary(max_size=400))
    @example(b"MSH")
    @example(b"MSH|")
    @example(b"MSH|^~\\&|\rOBX")
    @settings(max_examples=150, deadline=None)
    def test_any_bytes_are_read_or_refused(self, content):
        assert survives(content)
        assert survives(b"MSH|^~\\&|" + content)
        assert survives("身份证号,ALT\r\n".encode() + content)

    @given(st.sampled_from(GOOD), st.integers(0, 2**32), st.integers(1, 12))
    @settings(max_examples=150, deadline=None)
    def test_a_file_with_damaged_bytes_is_read_or_refused(self, content, seed, count):
        dice, damaged = random.Random(seed), bytearray(content)
        for _ in range(count):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        assert survives(bytes(damaged))
        assert survives(bytes(damaged[: dice.randrange(len(damaged))]))

    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["resource", "resourceType", "subject", "code", "coding", "component", "name"]
                )
                | st.text(max_size=5),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )

    @given(st.dictionaries(st.sampled_from(["subject", "code", "valueQuantity", "name", "x"]), json_values))
    @settings(max_examples=100, deadline=None)
    def test_any_shape_of_a_resource_is_read_or_refused(self, odd):
        assert survives(make.a_bundle({"resourceType": "Observation", **odd}))
        assert survives(
            make.a_bundle({"resourceType": "Patient", **odd}, make.an_observation("14647-2", **odd))
        )
