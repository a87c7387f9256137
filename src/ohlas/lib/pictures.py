"""Pictures that strangers send: what they are is read from their bytes, never from their names.

Pillow is imported where it is used: most processes never see a picture.
"""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

KINDS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40_000_000
"""The largest phone photographs have 200 megapixels unpacked by request only; 40 are a large print."""
LOGO_BYTES = 2 * 1024 * 1024
LOGO_PIXELS = 16_000_000
LOGO_BOX = (384, 96)
"""Twice what is shown, for screens of fine pixels."""
SOLID = 128
"""Alpha from which a pixel counts as seen."""
FAINT = 2.0
"""Contrast below which a shape melts into its ground."""
MUCH = 0.2
"""Share of a logo's pixels that may melt away before it needs a ground of its own."""
_LIGHT, _DARK = 0.875, 0.005
"""Luminances of the respondents' page by day and by night."""


_STRAIGHT = 0.04045
"""Up to here sRGB is linear."""


class Why(StrEnum):
    """What is wrong with a picture."""

    SVG = "svg"
    KIND = "kind"
    BYTES = "bytes"
    PIXELS = "pixels"
    BROKEN = "broken"


class BadPicture(ValueError):
    """A picture that is not taken; `why` is for a sentence in somebody's language."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Ground(StrEnum):
    """What a picture has to stand on to be seen."""

    ANY = "any"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Logo:
    """Encoded anew as WebP, without whatever else the file carried."""

    content: bytes
    width: int
    height: int
    ground: Ground


def logo_of(content: bytes) -> Logo:
    """A logo fit for a page: at most 384 × 96 pixels, its empty edges cut off.

    Errors: `BadPicture`, before anything large is unpacked.
    """
    if len(content) > LOGO_BYTES:
        raise BadPicture(Why.BYTES)
    if is_svg(content):
        raise BadPicture(Why.SVG)
    from PIL import Image, ImageOps

    with _opened(content, LOGO_PIXELS) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGBA")
    alpha = picture.getchannel("A")
    is_cut_out = min(alpha.tobytes()) < SOLID
    seen = alpha.point(lambda one: 255 if one >= SOLID else 0).getbbox()
    if seen is None:
        raise BadPicture(Why.BROKEN)
    picture = picture.crop(seen)
    picture.thumbnail(LOGO_BOX, Image.Resampling.LANCZOS)
    return Logo(
        _smallest(picture), picture.width, picture.height, _ground(picture) if is_cut_out else Ground.ANY
    )


def check_picture(content: bytes) -> None:
    """Nothing for a picture whose head is whole and whose size can be shown; its pixels stay packed.

    Errors: `BadPicture`.
    """
    with _opened(content, MOST_PIXELS, load=False):
        return


def is_svg(content: bytes) -> bool:
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in head


@contextmanager
def _opened(content: bytes, most_pixels: int, *, load: bool = True) -> Iterator[Image.Image]:
    """The size stands in the head and is judged before a pixel is unpacked: a few bytes can claim gigabytes."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=KINDS) as opened:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if opened.width * opened.height > most_pixels:
                raise BadPicture(Why.PIXELS)
            if load:
                opened.load()
            yield opened
    except Image.DecompressionBombError as error:
        raise BadPicture(Why.PIXELS) from error
    except UnidentifiedImageError as error:
        raise BadPicture(Why.KIND) from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        IndexError,
        MemoryError,
    ) as error:  # all that Pillow's readers raise
        raise error if isinstance(error, BadPicture) else BadPicture(Why.BROKEN) from error


def _smallest(picture: Image.Image) -> bytes:
    """Flat shapes are small without loss, photographs with it."""
    found = []
    for lossless in (True, False):
        out = io.BytesIO()
        picture.save(out, "WEBP", lossless=lossless, quality=85, method=6)
        found.append(out.getvalue())
    return min(found, key=len)


def _ground(picture: Image.Image) -> Ground:
    """A cut-out picture may melt into our ground; one that fills its box has brought its own."""
    small = picture.resize((min(96, picture.width), min(24, picture.height)))
    raw = small.tobytes()
    pixels = zip(raw[::4], raw[1::4], raw[2::4], raw[3::4], strict=True)
    seen = [_luminance(red, green, blue) for red, green, blue, alpha in pixels if alpha >= SOLID]
    if not seen:
        return Ground.ANY
    by_night = sum(_contrast(one, _DARK) < FAINT for one in seen) / len(seen)
    by_day = sum(_contrast(one, _LIGHT) < FAINT for one in seen) / len(seen)
    if max(by_day, by_night) <= MUCH:
        return Ground.ANY
    return Ground.LIGHT if by_night >= by_day else Ground.DARK


def _contrast(first: float, second: float) -> float:
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _luminance(red: int, green: int, blue: int) -> float:
    return 0.2126 * _straight(red) + 0.7152 * _straight(green) + 0.0722 * _straight(blue)


def _straight(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= _STRAIGHT else ((share + 0.055) / 1.055) ** 2.4
