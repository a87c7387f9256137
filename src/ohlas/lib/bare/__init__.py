"""Pictures without what they tell beside what they show: place, device, time, names, comments, hidden thumbnails.

Nothing is unpacked, so every pixel and colour stays and a large photograph costs milliseconds. Where a picture
keeps its turn among the metadata, the turn alone is written anew, so that it is shown upright as before.
"""

from collections.abc import Callable

from ohlas.lib.bare.gif import bare_gif
from ohlas.lib.bare.heic import bare_heic
from ohlas.lib.bare.jpeg import bare_jpeg
from ohlas.lib.bare.png import bare_png
from ohlas.lib.bare.webp import bare_webp
from ohlas.lib.pictures import BadPicture, Why

_KINDS: tuple[tuple[int, bytes, Callable[[bytes], bytes]], ...] = (
    (0, b"\xff\xd8\xff", bare_jpeg),
    (0, b"\x89PNG\r\n\x1a\n", bare_png),
    (8, b"WEBP", bare_webp),
    (0, b"GIF8", bare_gif),
    (4, b"ftyp", bare_heic),
)
"""Where each kind has its mark."""


def bare_picture(content: bytes) -> bytes:
    """The same picture without its metadata.

    Errors: `BadPicture` for a kind not known here and for a file that is not whole: what cannot be read to its
    end might keep anything.
    """
    for at, mark, strip in _KINDS:
        if content.startswith(mark, at):
            try:
                return strip(content)
            except (ValueError, IndexError) as error:
                raise BadPicture(Why.BROKEN) from error
    raise BadPicture(Why.KIND)
