"""Pictures of strangers: taken by what they are, made small, and refused before they can do harm."""

import io
import struct
import zlib

import pytest
from PIL import Image

from ohlas.lib.pictures import BadPicture, Ground, Why, check_picture, logo_of


def encoded(picture, kind="PNG", **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def cut_out(colour, size=(300, 100)):
    """A bar on nothing, as logos are."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste(colour, (20, 40, size[0] - 20, 60))
    return picture


def png_claiming(width, height):
    """A whole PNG of a few hundred bytes whose head claims any size."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_large_picture_becomes_a_small_webp_of_the_same_shape(kind):
    made = logo_of(encoded(Image.new("RGB", (2000, 500), "#c03050"), kind))
    assert (made.width, made.height, made.ground) == (384, 96, Ground.ANY)
    assert made.content.startswith(b"RIFF")
    assert len(made.content) < 2_000


def test_empty_edges_are_cut_off_and_small_pictures_stay_as_they_are():
    made = logo_of(encoded(cut_out((200, 30, 60, 255))))
    assert (made.width, made.height) == (260, 20)


def test_what_else_a_file_carried_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    content = encoded(Image.new("RGB", (64, 64), "red"), "JPEG", exif=exif)
    assert b"secret place" in content
    assert b"secret place" not in logo_of(content).content


def test_a_picture_turned_by_its_camera_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = logo_of(encoded(Image.new("RGB", (200, 50), "red"), "JPEG", exif=exif))
    assert made.width < made.height


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        ((10, 20, 30, 255), Ground.LIGHT),
        ((250, 250, 250, 255), Ground.DARK),
        ((200, 60, 80, 255), Ground.ANY),
    ],
)
def test_a_cut_out_logo_gets_a_ground_where_it_would_melt_away(colour, ground):
    assert logo_of(encoded(cut_out(colour))).ground is ground


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Why.SVG),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", Why.SVG),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", Why.KIND),
        (b"", Why.KIND),
        (b"<html>", Why.KIND),
        (b"\x89PNG\r\n\x1a\n", Why.KIND),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 400, Why.KIND),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, Why.KIND),
        (b"x" * (2 * 1024 * 1024 + 1), Why.BYTES),
        (png_claiming(60_000, 60_000), Why.PIXELS),
        (png_claiming(5_000, 5_000), Why.PIXELS),
        (png_claiming(0, 10), Why.KIND),
        (encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0))), Why.BROKEN),
        (encoded(Image.effect_noise((400, 400), 80))[:5_000], Why.BROKEN),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_its_reason(content, why):
    with pytest.raises(BadPicture) as refused:
        logo_of(content)
    assert refused.value.why is why


def test_a_picture_that_is_only_kept_is_judged_by_its_head():
    check_picture(encoded(Image.new("RGB", (10, 10))))
    with pytest.raises(BadPicture) as refused:
        check_picture(png_claiming(60_000, 60_000))
    assert refused.value.why is Why.PIXELS
