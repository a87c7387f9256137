"""Pictures lose every note about place, device and time, and nothing that can be seen."""

import io

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from ohlas.lib.bare import bare_picture
from ohlas.lib.pictures import BadPicture, Why

SECRET = "Vodičkova 12"
PLACE = {1: "N", 2: (50.0, 4.0, 50.4), 3: "E", 4: (14.0, 25.0, 29.6)}
KINDS = ("JPEG", "PNG", "WEBP")


def notes(turn):
    exif = Image.Exif()
    exif[0x010E], exif[0x0110], exif[0x0112] = SECRET.encode("ascii", "replace").decode(), "PhoneCam 12", turn
    exif.get_ifd(0x8825).update(PLACE)
    return exif


def picture(size=(40, 24)):
    """Its four quarters differ, so that every turn shows."""
    made = Image.new("RGB", size, "white")
    for n, colour in enumerate(("red", "green", "blue")):
        made.paste(colour, (size[0] // 2 * (n % 2), size[1] // 2 * (n // 2), *_corner(size, n)))
    return made


def _corner(size, n):
    return size[0] // 2 * (n % 2 + 1), size[1] // 2 * (n // 2 + 1)


def encoded(kind, turn=1, **options):
    out = io.BytesIO()
    picture().save(out, kind, exif=notes(turn), **options)
    return out.getvalue()


def shown(content):
    """What somebody sees: the pixels, the right way up."""
    with Image.open(io.BytesIO(content)) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("turn", range(1, 9))
def test_place_and_device_go_and_every_pixel_stays_the_right_way_up(kind, turn):
    before = encoded(kind, turn)
    assert b"PhoneCam" in before
    after = bare_picture(before)
    assert b"PhoneCam" not in after
    assert b"Vodi" not in after
    with Image.open(io.BytesIO(after)) as opened:
        assert dict(opened.getexif()) == ({} if turn == 1 else {0x0112: turn})
        assert not opened.getexif().get_ifd(0x8825)
    assert shown(after).tobytes() == shown(before).tobytes()
    assert len(after) < len(before)


def test_texts_of_programs_go_and_colour_profiles_stay():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET)
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    png = bare_picture(encoded("PNG", pnginfo=texts, icc_profile=profile))
    jpeg = bare_picture(encoded("JPEG", comment=SECRET.encode(), icc_profile=profile))
    webp = bare_picture(encoded("WEBP", xmp=SECRET.encode(), icc_profile=profile))
    for content in (png, jpeg, webp):
        assert SECRET.encode() not in content
        with Image.open(io.BytesIO(content)) as opened:
            assert opened.info["icc_profile"] == profile
            assert "xmp" not in opened.info
            assert "comment" not in {name.lower() for name in opened.info}


def test_what_hides_behind_the_end_of_a_picture_goes():
    inside = encoded("JPEG", 6)
    behind = inside + b"MotionPhoto_Data" + inside
    assert bare_picture(behind) == bare_picture(inside)
    assert b"MotionPhoto" not in bare_picture(encoded("PNG") + b"MotionPhoto")


def test_a_photograph_of_several_scans_stays_whole():
    before = encoded("JPEG", progressive=True, restart_marker_rows=1)
    assert shown(bare_picture(before)).tobytes() == shown(before).tobytes()


def test_a_moving_gif_keeps_moving_without_its_comment():
    out = io.BytesIO()
    frames = [Image.new("RGB", (12, 8), one) for one in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=3, comment=SECRET.encode())
    after = bare_picture(out.getvalue())
    assert SECRET.encode() not in after
    with Image.open(io.BytesIO(after)) as opened:
        assert (opened.n_frames, opened.info["loop"]) == (3, 3)


def box(name, *parts):
    body = b"".join(parts)
    return (len(body) + 8).to_bytes(4, "big") + name + body


def heic(exif, seen=b"PIXELS"):
    """A file of two items: the picture and the notes, as phones write them."""
    kinds = [(1, b"hvc1"), (2, b"Exif")]
    infos = [box(b"infe", b"\2\0\0\0", n.to_bytes(2, "big"), bytes(2), kind, b"\0") for n, kind in kinds]
    listed = box(b"iinf", bytes(4), len(infos).to_bytes(2, "big"), *infos)

    def places(at):
        lines = [
            n.to_bytes(2, "big") + bytes(2) + b"\0\1" + start.to_bytes(4, "big") + length.to_bytes(4, "big")
            for n, start, length in ((1, at, len(seen)), (2, at + len(seen), len(exif)))
        ]
        return box(b"iloc", bytes(4), b"\x44\0", b"\0\2", *lines)

    head = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    foreign = box(b"uuid", SECRET.encode())
    before = len(head) + len(foreign) + len(box(b"meta", bytes(4), listed, places(0))) + 8
    return head + foreign + box(b"meta", bytes(4), listed, places(before)) + box(b"mdat", seen, exif)


def test_a_heic_keeps_its_places_and_loses_its_notes():
    exif = bytes(4) + b"Exif\0\0MM\0*" + SECRET.encode() * 3
    before = heic(exif)
    after = bare_picture(before)
    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    assert (len(after), after.index(b"PIXELS")) == (len(before), before.index(b"PIXELS"))


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
def test_a_file_cut_off_anywhere_is_refused_or_bare(kind):
    whole = encoded(kind) if kind in KINDS else _gif()
    for end in range(12, len(whole), 7):
        try:
            after = bare_picture(whole[:end])
        except BadPicture as bad:
            assert bad.why is Why.BROKEN  # noqa: PT017 - either is right
        else:
            assert b"PhoneCam" not in after


def test_a_heic_that_contradicts_itself_is_refused():
    whole = heic(bytes(4) + b"Exif\0\0MM\0*" + SECRET.encode() * 3)
    for end in (30, 60, len(whole) - 10):
        with pytest.raises(BadPicture):
            bare_picture(whole[:end])


def test_what_is_no_picture_is_refused():
    with pytest.raises(BadPicture) as caught:
        bare_picture(b"%PDF-1.7")
    assert caught.value.why is Why.KIND


def _gif():
    out = io.BytesIO()
    picture().save(out, "GIF")
    return out.getvalue()
