"""PDFs written again: the pages as they look, without scripts, actions, attachments or metadata.

What is kept is named; everything else of the document and its pages goes. pikepdf is loaded when
the first document comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, cast

from webapp.kernel.uploads.refusals import BrokenDocument, LockedDocument, TooManyPages

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf, Stream

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
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")  # of a stream whose bytes are to be fetched from somewhere
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

    for one in list(document.objects):
        for part in _within(one):
            fetched = _ELSEWHERE if isinstance(part, pikepdf.Stream) else ()
            for name in (*_NOWHERE, *fetched):
                if name in part:
                    del part[name]
        if isinstance(one, pikepdf.Stream) and (jpeg := _photo(document, one)):
            one.write(without_exif(jpeg), filter=pikepdf.Name.DCTDecode)


def _within(one: Object) -> Iterator[Object]:
    """Give an object's dictionaries: itself, and those that are written inside it and have no number."""
    import pikepdf

    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        inside = [one[name] for name in one.keys()]  # noqa: SIM118 - a stream is no mapping
    else:
        inside = list(one) if isinstance(one, pikepdf.Array) else []
    for part in inside:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _within(part)


def _photo(document: Pdf, stream: Stream) -> bytes | None:
    """Give the JPEG that a stream holds, out of whatever it is packed in besides."""
    from pikepdf import Array, Name

    told = stream.get("/Filter")
    filters = list(told) if isinstance(told, Array) else [told]
    if filters[-1:] != [Name.DCTDecode]:
        return None
    if len(filters) == 1:
        return stream.read_raw_bytes()
    packed = document.make_stream(stream.read_raw_bytes(), Filter=Array(filters[:-1]))
    return packed.read_bytes()


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
