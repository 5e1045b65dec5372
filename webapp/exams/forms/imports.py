"""What is posted when results come in as a file."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage, MultiDict

from webapp.exams.services import ResultFile
from webapp.kernel import uploads
from webapp.kernel.sheets.opening import MOST_BYTES


def read_upload(file: FileStorage | None) -> ResultFile:
    """Read the result file of a request; no file is an empty one. One byte more than allowed is enough to know."""
    if file is None:
        return ResultFile("", b"")
    content = file.stream.read(MOST_BYTES + 1)
    file.stream.seek(0)  # the key of a form that is sent twice is compared with its files
    return ResultFile(uploads.file_name(file.filename or "")[:80], content)


def read_columns(posted: MultiDict[str, str]) -> dict[str, str]:
    """Read what columns mean: `t-N` the title, `c-N` the choice, empty where it is left for later."""
    chosen = {field[2:]: posted[field] for field in posted if field.startswith("c-") and posted[field]}
    return {posted.get(f"t-{n}", ""): choice for n, choice in chosen.items() if posted.get(f"t-{n}")}
