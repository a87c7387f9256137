"""Reading what was printed back: pages of a PDF, modules from a picture of a code."""

import io
import re

from PIL import Image


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def modules_in(picture: bytes, count: int) -> list[list[bool]]:
    """The dark modules of the only purely black thing in a picture: `count` by `count` of them."""
    page = Image.open(io.BytesIO(picture)).convert("L")
    black = page.point(lambda shade: 255 if shade < 8 else 0)
    left, top, right, bottom = black.getbbox() or (0, 0, 0, 0)
    step_x, step_y = (right - left) / count, (bottom - top) / count
    return [
        [
            page.getpixel((int(left + (x + 0.5) * step_x), int(top + (y + 0.5) * step_y))) < 128
            for x in range(count)
        ]
        for y in range(count)
    ]


def quiet_in(picture: bytes, count: int) -> float:
    """How many modules of white lie around the code on its narrowest side."""
    page = Image.open(io.BytesIO(picture)).convert("L")
    left, top, right, bottom = page.point(lambda shade: 255 if shade < 8 else 0).getbbox() or (0, 0, 0, 0)
    module = (right - left) / count
    free = 2  # the outermost dots of the code are drawn softly
    while free < 20 * module:
        edge = (left - free - 1, top - free - 1, right + free + 1, bottom + free + 1)
        ring = [page.getpixel((x, y)) for x in (edge[0], edge[2] - 1) for y in range(edge[1], edge[3])]
        ring += [page.getpixel((x, y)) for y in (edge[1], edge[3] - 1) for x in range(edge[0], edge[2])]
        if min(ring) < 250:
            break
        free += 1
    return free / module
