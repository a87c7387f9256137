"""What stands on a slide besides charts: words in boxes, tables without rules, the page's number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ohlas.lib.reports.fitting import PAD_ACROSS, PAD_DOWN
from ohlas.lib.reports.parts import cleaned

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide
    from pptx.table import Table, _Cell
    from pptx.text.text import TextFrame

WIDE, HIGH, EDGE = 13.333, 7.5, 0.6
ROOM = WIDE - 2 * EDGE
TITLE_ONLY = 5
INK, SOFT, ACCENT, HAIR, HEAD = "1B2426", "515D60", "0F5B5C", "DFDCD3", "F2F1EC"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMES = f'xmlns:a="{_DRAWN}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own name for a table without style and without rules."""
Place = tuple[float, float, float, float]
"""Left, top, width and height, in inches."""


def dress(deck: "Deck") -> None:
    """A bar in the house's colour at the top of every slide, part of the layout: no reader aloud stops at it."""
    from pptx.oxml import parse_xml
    from pptx.util import Inches

    layout = deck.slide_layouts[TITLE_ONLY]
    for shape in layout.placeholders:
        shape.left, shape.width = Inches(EDGE), Inches(ROOM)
    bar = (
        f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="900" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{deck.slide_width}" cy="{Inches(0.12)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{ACCENT}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    layout.shapes._spTree.append(parse_xml(bar))  # noqa: SLF001 - layouts have no door for shapes


def titled(deck: "Deck", said: str, size: int, top: float) -> "Slide":
    """A new slide with its title."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    if title is not None:
        title.left, title.top = Inches(EDGE), Inches(top)
        title.width, title.height = Inches(ROOM), Inches(0.6)
        frame = title.text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        _bare(frame)
        say(frame, said, size, INK, is_bold=True)
    return slide


def box(slide: "Slide", place: Place) -> "TextFrame":
    from pptx.util import Inches

    frame = slide.shapes.add_textbox(*(Inches(part) for part in place)).text_frame
    _bare(frame)
    return frame


def say(
    frame: "TextFrame",
    said: str,
    size: int,
    colour: str,
    *,
    is_bold: bool = False,
    is_first: bool = True,
    above: float = 0,
) -> None:
    """A paragraph of its own; `above` are points kept free over it."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph = frame.paragraphs[0] if is_first else frame.add_paragraph()
    paragraph.alignment = PP_ALIGN.LEFT
    if above:
        paragraph.space_before = Pt(above)
    _style(paragraph.add_run(), said, size, colour, is_bold=is_bold)


def say_on(frame: "TextFrame", said: str, size: int, colour: str) -> None:
    """More in the last paragraph."""
    _style(frame.paragraphs[-1].add_run(), said, size, colour, is_bold=False)


def number(slide: "Slide", place: Place) -> None:
    """The slide's number, which the office program counts itself."""
    from pptx.enum.text import PP_ALIGN
    from pptx.oxml import parse_xml

    frame = box(slide, place)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = (
        f'<a:fld xmlns:a="{_DRAWN}" id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr sz="1000"><a:solidFill><a:srgbClr val="{SOFT}"/></a:solidFill></a:rPr><a:t>‹#›</a:t></a:fld>'
    )
    paragraph._p.insert(1, parse_xml(field))  # noqa: SLF001 - python-pptx has no fields


def table(  # noqa: PLR0917 - a table and where it stands
    slide: "Slide",
    rows: Sequence[Sequence[str]],
    place: Place,
    widths: Sequence[float],
    heights: Sequence[float],
    size: int,
    *,
    numbers: frozenset[int] = frozenset(),
    said: str = "",
) -> "Table":
    """Rows of words under a heading row; columns named in `numbers` stand to the right."""
    from pptx.util import Inches

    left, top, wide, _high = place
    frame = slide.shapes.add_table(
        len(rows), len(rows[0]), Inches(left), Inches(top), Inches(wide), Inches(sum(heights))
    )
    describe(frame, said)
    made: Table = frame.table
    style = frame._element.graphic.graphicData.tbl.find(".//{*}tableStyleId")  # noqa: SLF001 - it has no other door
    if style is not None:
        style.text = _NO_STYLE
    made.horz_banding = False
    for column, part in zip(made.columns, widths, strict=True):
        column.width = Inches(part)
    for row, high, cells in zip(made.rows, heights, rows, strict=True):
        row.height = Inches(high)
        for column_at, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            _fill(cell, words, size, is_head=cells is rows[0], is_number=column_at in numbers)
    return made


def shade(cell: "_Cell", colour: str) -> None:
    from pptx.dml.color import RGBColor

    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(colour)


def describe(shape: "BaseShape", said: str) -> None:
    """What a screen reader says instead of the picture."""
    named = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - it has no other door
    named.set("descr", cleaned(said)[:1000])


def _fill(cell: "_Cell", words: str, size: int, *, is_head: bool, is_number: bool) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.oxml import parse_xml
    from pptx.util import Inches

    cell.margin_top = cell.margin_bottom = Inches(PAD_DOWN / 2)
    cell.margin_left = cell.margin_right = Inches(PAD_ACROSS / 2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.text_frame.word_wrap = True
    say(cell.text_frame, words, size, SOFT if is_head else INK, is_bold=is_head)
    if is_number:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    rule = ACCENT if is_head else HAIR
    line = (
        f'<a:lnB xmlns:a="{_DRAWN}" w="{9525 if is_head else 6350}">'
        f'<a:solidFill><a:srgbClr val="{rule}"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))  # noqa: SLF001 - python-pptx has no rules of cells


def _bare(frame: "TextFrame") -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _style(run: object, said: str, size: int, colour: str, *, is_bold: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.text.text import _Run
    from pptx.util import Pt

    if not isinstance(run, _Run):
        raise TypeError("a run of text is needed")
    run.text = cleaned(said)
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.color.rgb = RGBColor.from_string(colour)
