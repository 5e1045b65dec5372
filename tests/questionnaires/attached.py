"""A form that asks for files, and files to hand in."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.questionnaires.rules.forms import extension
from tests.questionnaires.versions import form, item
from webapp.questionnaires.rules.attachments import FOLDER

PATH = "/questionnaires/photos"
PART = f"{PATH}/parts/1"
ONE, TWO, THREE = (f"01h2x3k4m5n6p7q8r9s{n}" for n in range(3))
MOST = 60_000
TONGUE = item("tongue", "attachment", "A photo of your tongue", "舌象照片", required=True)
REPORTS = item(
    "reports",
    "attachment",
    "Reports",
    "检查报告",
    extension("mimeType", valueCode="application/pdf"),
    extension("mimeType", valueCode="image/png"),
    extension("maxSize", valueDecimal=MOST),
    extension("questionnaire-maxOccurs", valueInteger=2),
    repeats=True,
)
NOTE = item("note", "string", "Anything else?", "还有别的吗？")
CODE = "photos"
FORM = form("1", [TONGUE, REPORTS, NOTE]).replace("habits", CODE)


def photo(kind: str = "PNG", *, edge: int = 12, noisy: bool = False) -> bytes:
    """Give a small picture; a noisy one cannot be packed."""
    picture = Image.effect_noise((edge, edge), 90) if noisy else Image.new("RGB", (edge, edge), "red")
    written = BytesIO()
    picture.save(written, kind)
    return written.getvalue()


def document() -> bytes:
    """Give a PDF of one blank page."""
    import pikepdf

    written = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(written)
    return written.getvalue()


def line(file_id: str = ONE, name: str = "tongue.png", *, size: int = 100, kind: str = "image/png") -> str:
    """Give the line that names a file."""
    return f"{file_id} {size} {kind} {name}"


def url(file_id: str = ONE) -> str:
    """Give where its client opens a file."""
    return FOLDER + file_id
