"""Files from outside are opened by content and written anew (R2)."""

from __future__ import annotations

import zlib
from io import BytesIO
from unittest.mock import Mock

import pikepdf
import pytest
from flask import Flask
from PIL import Image
from pillow_heif import register_heif_opener

from webapp.kernel import uploads
from webapp.kernel.uploads import FileType, check, documents, pictures, receiving, refusals

EXIF_PLACE, EXIF_ORIENTATION, EXIF_MAKER = 0x8825, 0x0112, 0x010F


def a_photo(type_: str = "JPEG", size: tuple[int, int] = (40, 20), *, lying: bool = False) -> bytes:
    """Give a photo as a phone makes it: red at the left, with maker, place and how it was held."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    told = Image.Exif()
    told[EXIF_MAKER] = "A-Phone"
    told.get_ifd(EXIF_PLACE).update({1: "N", 2: (39.0, 54.0, 20.0)})
    if lying:
        told[EXIF_ORIENTATION] = 6
    register_heif_opener()
    written = BytesIO()
    picture.save(written, type_, exif=told, icc_profile=b"a profile of the camera", quality=95)
    return written.getvalue()


def a_document(*, pages: int = 1) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _number in range(pages):
        document.add_blank_page()
    return document


def bytes_of(document: pikepdf.Pdf, **how: object) -> bytes:
    written = BytesIO()
    document.save(written, **how)  # type: ignore[arg-type]
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


class TestCheckPicture:
    @pytest.mark.parametrize(
        ("type_", "kept"), [("JPEG", FileType.JPEG), ("PNG", FileType.PNG), ("HEIF", FileType.JPEG)]
    )
    def test_it_is_drawn_again_without_what_it_told_of_maker_and_place(
        self, type_: str, kept: FileType
    ) -> None:
        clean = check(a_photo(type_))
        picture = opened(clean.data)
        assert (clean.type, picture.size) == (kept, (40, 20))
        assert not picture.getexif()
        assert "icc_profile" not in picture.info
        assert b"A-Phone" not in clean.data

    def test_a_photo_taken_upright_stands_upright(self) -> None:
        assert opened(check(a_photo(lying=True)).data).size == (20, 40)

    def test_what_was_transparent_is_white(self) -> None:
        written = BytesIO()
        Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(written, "PNG")
        assert opened(check(written.getvalue()).data).getpixel((0, 0)) == (255, 255, 255)

    def test_it_is_no_larger_than_a_page_needs(self) -> None:
        assert max(opened(check(a_photo(size=(5000, 100))).data).size) == pictures.LONGEST_EDGE

    def test_one_that_would_fill_the_memory_is_refused_before_it_is_drawn(self) -> None:
        header = b"IHDR" + (60_000).to_bytes(4) * 2 + bytes((8, 2, 0, 0, 0))
        bomb = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + header + zlib.crc32(header).to_bytes(4)
        with pytest.raises(refusals.PictureTooBig):
            check(bomb + (0).to_bytes(4) + b"IDAT" + zlib.crc32(b"IDAT").to_bytes(4))

    @pytest.mark.parametrize("type_", ["JPEG", "PNG", "HEIF"])
    def test_half_a_picture_is_refused(self, type_: str) -> None:
        data = a_photo(type_)
        with pytest.raises(refusals.BrokenPicture):
            check(data[: len(data) // 2])


class TestCheckDocument:
    def test_what_acts_and_what_tells_is_gone_and_the_pages_stay(self) -> None:
        document = a_document(pages=2)
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('boo')")
        document.Root.OpenAction = document.make_indirect(script)
        document.Root.AA = pikepdf.Dictionary(WC=script)
        document.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        document.pages[0].obj.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script
                )
            ]
        )
        document.attachments["virus.exe"] = b"MZ-attached"
        document.docinfo["/Author"] = "The-Maker"
        with document.open_metadata() as told:
            told["dc:creator"] = ["The-Maker"]
        clean = check(
            bytes_of(document, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        )
        plain = bytes_of(pikepdf.open(BytesIO(clean.data)), qdf=True)
        for gone in (b"boo", b"JavaScript", b"OpenAction", b"/AA", b"virus", b"MZ-attached", b"The-Maker"):
            assert gone not in plain
        assert (clean.type, len(pikepdf.open(BytesIO(clean.data)).pages)) == (FileType.PDF, 2)

    def test_a_photo_inside_tells_no_place_either(self) -> None:
        document = a_document()
        photo = a_photo()
        inside = pikepdf.Stream(document, photo)
        inside.write(photo, filter=pikepdf.Name.DCTDecode)
        inside.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image})
        document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=inside))
        clean = pikepdf.open(BytesIO(check(bytes_of(document)).data))
        kept = clean.pages[0].Resources.XObject.Im0.read_raw_bytes()
        assert b"A-Phone" not in kept
        assert opened(kept).size == (40, 20)

    def test_nor_does_one_that_is_packed_twice(self) -> None:
        document = a_document()
        inside = pikepdf.Stream(document, b"")
        packed = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
        inside.write(zlib.compress(a_photo()), filter=packed)
        document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=inside))
        clean = pikepdf.open(BytesIO(check(bytes_of(document)).data))
        kept = clean.pages[0].Resources.XObject.Im0.read_raw_bytes()
        assert b"A-Phone" not in kept
        assert opened(kept).size == (40, 20)

    def test_nothing_is_fetched_from_elsewhere_or_hidden_inside_a_page(self) -> None:
        document = a_document()
        fetched, hidden = document.make_stream(b"q Q"), document.make_stream(b"MZ-attached")
        fetched.F = pikepdf.Dictionary(FS=pikepdf.Name.URL, F="http://calls.home/")
        hiding = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, EF=pikepdf.Dictionary(F=hidden))
        document.pages[0].obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(A=fetched), Properties=pikepdf.Array([hiding])
        )
        plain = bytes_of(pikepdf.open(BytesIO(check(bytes_of(document)).data)), qdf=True)
        assert b"calls.home" not in plain
        assert b"MZ-attached" not in plain

    def test_the_same_document_gives_the_same_copy(self) -> None:
        data = bytes_of(a_document())
        assert check(data).sha256 == check(data).sha256

    @pytest.mark.parametrize("user", ["", "secret"])
    def test_a_protected_one_is_refused(self, user: str) -> None:
        data = bytes_of(a_document(), encryption=pikepdf.Encryption(owner="owner", user=user))
        with pytest.raises(refusals.LockedDocument):
            check(data)

    @pytest.mark.parametrize(
        "data", [b"%PDF-1.7\nnothing", b"%PDF-1.7\n" + b"\0" * 4000, bytes_of(pikepdf.new())]
    )
    def test_a_broken_or_empty_one_is_refused(self, data: bytes) -> None:
        with pytest.raises(refusals.BrokenDocument):
            check(data)

    def test_one_of_more_pages_than_a_report_has_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "MOST_PAGES", 2)
        with pytest.raises(refusals.TooManyPages):
            check(bytes_of(a_document(pages=3)))


class TestCheck:
    @pytest.mark.parametrize(
        "data",
        [
            b"hello",
            b"MZ\x90\0",
            b"<html><script>",
            b"GIF89a\1\0\1\0\0\0\0;",
            b"PK\3\4",
            b"\0\0\0\x18ftypavif\0\0\0\0",
        ],
    )
    def test_anything_else_is_refused_whatever_it_is_called(self, data: bytes) -> None:
        with pytest.raises(refusals.UnknownType):
            check(data)

    def test_nothing_is_refused(self) -> None:
        with pytest.raises(refusals.NothingChosen):
            check(b"")

    def test_more_than_ten_megabytes_are_refused(self) -> None:
        with pytest.raises(refusals.TooLarge):
            check(b"%PDF-" + b"0" * uploads.MOST_BYTES)


class TestManyAtOnce:
    @pytest.mark.parametrize(("sent", "looked_at"), [(3, 3), (4, 0)])
    def test_of_more_than_a_page_takes_none_is_opened(
        self, kernel: Flask, monkeypatch: pytest.MonkeyPatch, sent: int, looked_at: int
    ) -> None:
        opening = Mock(side_effect=check)
        monkeypatch.setattr(receiving, "check", opening)
        files = {f"files{n}": (BytesIO(a_photo()), "a.jpg") for n in range(sent)}
        view = receiving.checked_each("files", most=3)(uploads.brought)
        with kernel.test_request_context(method="POST", data=files):
            came = [one for field in view().values() for one in field]
        assert len(came) == sent
        assert opening.call_count == looked_at
        assert all(isinstance(one, uploads.Upload if looked_at else refusals.TooMany) for one in came)


class TestServe:
    def test_a_picture_is_shown_and_a_document_saved_and_neither_can_act(self, kernel: Flask) -> None:
        with kernel.test_request_context():
            shown = uploads.serve(uploads.Checked(FileType.PNG, b"points"), name="页 1")
            saved = uploads.serve(uploads.Checked(FileType.PDF, b"%PDF"), name="report")
        assert shown.headers["Content-Disposition"] == "inline; filename*=UTF-8''%E9%A1%B5%201.png"
        assert saved.headers["Content-Disposition"] == "attachment; filename*=UTF-8''report.pdf"
        for answer in (shown, saved):
            assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert answer.headers["Cache-Control"] == "private, no-store"
