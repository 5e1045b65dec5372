"""Result files as institutions send them, made anew for each test."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

ID_NUMBER = "110105196803050029"
PID = f"PID|1||{ID_NUMBER}^^^^NI||沈^致和||19680305|M"
OBR = "OBR|1||1|LIP^Lipids|||20261203080000"
PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [{"system": "urn:oid:2.16.156.10011.1.3", "value": ID_NUMBER}],
    "name": [{"family": "沈", "given": ["致和"]}],
    "birthDate": "1968-03-05",
}


def a_workbook(rows: Iterable[Sequence[Any]], sheet: str = "体检") -> bytes:
    """An XLSX file with one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_box(rows: str, *, strings: str = "", path: str = "worksheets/sheet1.xml", before: str = "") -> bytes:
    """A workbook put together by hand: `rows` are the XML of its one sheet, which lies at `path`."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ours = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{ours}">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="{path}"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        f"xl/{path}": f'{before}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, xml in parts.items():
            box.writestr(name, xml)
    return out.getvalue()


def a_table(rows: Iterable[Sequence[str]], codec: str = "utf-8") -> bytes:
    """A CSV file."""
    return "\r\n".join(",".join(row) for row in rows).encode(codec)


def a_message(
    *observations: str, pid: str = PID, charset: str = "UNICODE UTF-8", kind: str = "ORU^R01"
) -> bytes:
    """An HL7 v2 message; each observation is the end of an OBX from OBX-2 on."""
    head = f"MSH|^~\\&|LIS|X|KY|B|20261203090000||{kind}|1|P|2.5.1|||||CHN|{charset}"
    results = [f"OBX|{n}|{text}" for n, text in enumerate(observations, 1)]
    codec = "gb18030" if charset.startswith("GB") else "utf-8"
    return ("\r".join([head, pid, OBR, *results]) + "\r").encode(codec)


def an_observation(loinc: str, **more: Any) -> dict[str, Any]:
    """A final FHIR Observation of the patient `p1`."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "subject": {"reference": "Patient/p1"},
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        **more,
    }


def a_quantity(value: float, unit: str, **more: Any) -> dict[str, Any]:
    """A FHIR value with its UCUM unit."""
    return {"valueQuantity": {"value": value, "unit": unit, "code": unit, **more}}


def a_bundle(*resources: dict[str, Any], patient: dict[str, Any] | None = PATIENT) -> bytes:
    """A FHIR R4 Bundle with the patient first."""
    entries = [{"resource": one} for one in ([patient] if patient else []) + list(resources)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
