"""Reading what stands around the questions: sections, brand, quotas, last pages, variants."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar, cast

from ohlas.surveys.rules.definition import Brand, End, Layout, Quota, Section, Texts, Variant
from ohlas.surveys.rules.reading.conditions import read_condition
from ohlas.surveys.rules.reading.reader import Reader, shown
from ohlas.surveys.rules.types import MAX_QUESTIONS

LAYOUTS = ("page", "sections", "single")
ACTIONS = ("close", "screen_out")
SECTION_FIELDS = ("id", "title", "questions", "show_if", "shuffle")
QUOTA_FIELDS = ("id", "when", "limit", "action", "text")
END_FIELDS = ("id", "when", "title", "text", "review_link")
VARIANT_FIELDS = ("id", "name", "share", "layout", "texts")
MAX_SECTIONS = 100
MAX_QUOTAS = 100
MAX_ENDS = 20
MAX_VARIANTS = 8
MOST_OF_QUOTA = 10_000_000
MOST_SHARE = 100
MAX_NAME = 80
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,119}")
LINK = re.compile(r"https?://[!#-&(-;=?-\[\]_a-z~%]{3,500}")
"""Printable ASCII without space, quotes, angle brackets and backslash; other letters are percent-encoded."""
WHOLE = "-all-"
"""The one section of a questionnaire that names none; no id can be written so."""
T = TypeVar("T")


def read_brand(reader: Reader, given: object) -> Brand:
    if given is None:
        return Brand()
    parts = reader.mapping("brand", given, ("colour", "logo"))
    return Brand(
        reader.matching("brand.colour", parts.get("colour"), COLOUR, "a colour such as #0b6e69"),
        reader.matching("brand.logo", parts.get("logo"), FILE, "the id of a file"),
    )


def read_sections(reader: Reader, given: object, questions: Sequence[str]) -> tuple[Section, ...]:
    """The sections named, or one with all questions."""
    read = _listed(reader, "sections", given, _section, MAX_SECTIONS)
    return read or (Section(WHOLE, {}, tuple(questions)),)


def _section(reader: Reader, place: str, item: object) -> Section:
    given = reader.mapping(place, item, SECTION_FIELDS)
    return Section(
        id=reader.identifier(f"{place}.id", given.get("id")),
        title=reader.texts(f"{place}.title", given.get("title")),
        questions=reader.listed(
            f"{place}.questions", given.get("questions"), reader.identifier, MAX_QUESTIONS
        ),
        show_if=read_condition(reader, f"{place}.show_if", given.get("show_if")),
        shuffle=reader.flag(f"{place}.shuffle", given.get("shuffle", False)),
    )


def read_quotas(reader: Reader, given: object) -> tuple[Quota, ...]:
    return _listed(reader, "quotas", given, _quota, MAX_QUOTAS)


def _quota(reader: Reader, place: str, item: object) -> Quota:
    given = reader.mapping(place, item, QUOTA_FIELDS)
    action = reader.one_of(f"{place}.action", given.get("action", "close"), ACTIONS)
    return Quota(
        id=reader.identifier(f"{place}.id", given.get("id")),
        when=read_condition(reader, f"{place}.when", given.get("when")),
        limit=reader.whole(f"{place}.limit", given.get("limit"), 1, MOST_OF_QUOTA) or 1,
        action=cast("Literal['close', 'screen_out']", action),
        text=reader.texts(f"{place}.text", given.get("text")),
    )


def read_ends(reader: Reader, given: object) -> tuple[End, ...]:
    return _listed(reader, "ends", given, _end, MAX_ENDS)


def _end(reader: Reader, place: str, item: object) -> End:
    given = reader.mapping(place, item, END_FIELDS)
    return End(
        id=reader.identifier(f"{place}.id", given.get("id")),
        when=read_condition(reader, f"{place}.when", given.get("when")),
        title=reader.texts(f"{place}.title", given.get("title")),
        text=reader.texts(f"{place}.text", given.get("text")),
        review_link=reader.matching(
            f"{place}.review_link",
            given.get("review_link"),
            LINK,
            "an address such as https://example.com/review",
        ),
    )


def read_variants(reader: Reader, given: object) -> tuple[Variant, ...]:
    return _listed(reader, "variants", given, _variant, MAX_VARIANTS)


def _variant(reader: Reader, place: str, item: object) -> Variant:
    given = reader.mapping(place, item, VARIANT_FIELDS)
    layout = given.get("layout")
    return Variant(
        id=reader.identifier(f"{place}.id", given.get("id")),
        name=reader.text(f"{place}.name", given.get("name", ""), MAX_NAME),
        share=reader.whole(f"{place}.share", given.get("share", 1), 1, MOST_SHARE) or 1,
        layout=None if layout is None else cast("Layout", reader.one_of(f"{place}.layout", layout, LAYOUTS)),
        texts=_variant_texts(reader, f"{place}.texts", given.get("texts")),
    )


def _variant_texts(reader: Reader, place: str, given: object) -> dict[str, Texts]:
    parts = reader.mapping(place, {} if given is None else given)
    return {
        reader.identifier(place, name): reader.texts(f"{place}.{shown(name)}", texts)
        for name, texts in parts.items()
    }


def _listed(
    reader: Reader, place: str, given: object, read: Callable[[Reader, str, object], T], most: int
) -> tuple[T, ...]:
    return reader.listed(
        place, [] if given is None else given, lambda where, item: read(reader, where, item), most
    )
