"""Pictures drawn again: upright, in plain colours, without EXIF, place, profile or hidden parts.

Pillow and libheif are loaded when the first picture comes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from webapp.kernel.uploads.refusals import BrokenPicture, PictureTooBig

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_POINTS = 64_000_000  # phones' cameras give 50 million; as colours these are 190 MB
LONGEST_EDGE = 4096  # points: a page of A4 at 300 dpi has 3508
_QUALITY = 88


def redrawn(data: bytes, type_: str) -> bytes:
    """Give the picture anew, as PNG when it was one and else as JPEG. `type_` as Pillow calls it.

    Raises BrokenPicture and PictureTooBig, the latter before a point of it is drawn.
    """
    from PIL import Image, ImageOps
    from pillow_heif import register_heif_opener

    if type_ == "HEIF":
        register_heif_opener(thumbnails=False)
    try:
        with Image.open(BytesIO(data), formats=(type_,)) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise PictureTooBig
            picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # a JPEG is made smaller while it is read
            upright = ImageOps.exif_transpose(picture)
            return _written(_plain(upright), "PNG" if type_ == "PNG" else "JPEG")
    except Image.DecompressionBombError as bomb:
        raise PictureTooBig from bomb
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, ArithmeticError, TypeError) as broken:
        raise BrokenPicture from broken


def _plain(picture: Image) -> Image:
    """Give the points alone, on white where it was transparent, no longer than a page needs."""
    from PIL import Image as Pictures

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        plain = Pictures.new("RGB", above.size, "white")
        plain.paste(above, mask=above.getchannel("A"))
    else:
        plain = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    plain.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    return plain


def _written(picture: Image, type_: str) -> bytes:
    picture.info.clear()
    written = BytesIO()
    if type_ == "PNG":
        picture.save(written, "PNG")
    else:
        picture.save(written, "JPEG", quality=_QUALITY, progressive=True)
    return written.getvalue()
