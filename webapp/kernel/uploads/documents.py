"""PDFs written again: the pages as they look, without scripts, actions, attachments or metadata.

What is kept is named; everything else of the document and its pages goes. pikepdf is loaded when
the first document comes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, cast

from webapp.kernel.uploads.refusals import BrokenDocument, LockedDocument, TooManyPages

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf

MOST_PAGES = 300
_OF_DOCUMENT = frozenset({"/Type", "/Pages", "/OCProperties", "/Lang", "/Version"})
_OF_PAGE = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group", "/UserUnit"}
)
_NOWHERE = (
    "/AA",
    "/AF",
    "/EF",
    "/JavaScript",
    "/JS",
    "/LastModified",
    "/Metadata",
    "/OpenAction",
    "/OPI",
    "/PieceInfo",
    "/Ref",
)
_UNPACKED = 64 * 1024 * 1024  # bytes that one stream of a document may have when it is unpacked


def rewritten(data: bytes) -> bytes:
    """Give the document anew. Raises BrokenDocument, LockedDocument and TooManyPages."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(flate_max_memory=_UNPACKED, doc_max_warnings=1000)
    try:
        with pikepdf.open(BytesIO(data)) as document:
            if document.is_encrypted:
                raise LockedDocument
            return _clean(document)
    except pikepdf.PasswordError as locked:
        raise LockedDocument from locked
    except (
        pikepdf.PdfError,
        OSError,
        ValueError,
        RuntimeError,
        TypeError,
        KeyError,
        AttributeError,
    ) as broken:
        raise BrokenDocument from broken


def _clean(document: Pdf) -> bytes:
    from pikepdf import StreamDecodeLevel

    if not 1 <= len(document.pages) <= MOST_PAGES:
        raise TooManyPages if document.pages else BrokenDocument
    document.flatten_annotations("screen")  # stamps and filled fields become part of the page
    for page in document.pages:
        _keep_only(page.obj, _OF_PAGE)
    _keep_only(cast("Dictionary", document.Root), _OF_DOCUMENT)
    for name in set(document.trailer.keys()) & {"/Info"}:
        del document.trailer[name]
    _quieten(document)
    written = BytesIO()
    document.save(
        written,
        preserve_pdfa=False,
        fix_metadata_version=False,
        deterministic_id=True,
        stream_decode_level=StreamDecodeLevel.none,
    )
    return written.getvalue()


def _keep_only(of: Dictionary, kept: frozenset[str]) -> None:
    for name in set(of.keys()) - kept:
        del of[name]


def _quieten(document: Pdf) -> None:
    """Take out what acts or tells of its maker, wherever it hangs, and the EXIF of photos inside."""
    import pikepdf

    for one in document.objects:
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for name in _NOWHERE:
            if name in one:
                del one[name]
        if isinstance(one, pikepdf.Stream) and one.get("/Filter") == pikepdf.Name.DCTDecode:
            one.write(without_exif(one.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


_TELLING = frozenset({0xE1, 0xED, 0xFE})  # EXIF and XMP, Photoshop's, comments


def without_exif(jpeg: bytes) -> bytes:
    """Give a JPEG without the segments that tell of place, maker and time; the picture is not touched."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in _TELLING:
            kept += jpeg[at:end]
        at = end
    return bytes(kept + jpeg[at:])
