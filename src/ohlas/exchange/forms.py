"""The posted form of the columns page, read into a mapping."""

import codecs
from collections.abc import Mapping as MappingType
from datetime import date

from django.http import QueryDict

from ohlas.exchange.actions import Reading
from ohlas.exchange.errors import BadMapping
from ohlas.exchange.rules.mapping import IMPORTED_TYPES, ColumnMapping, ColumnRole, Mapping


def mapping_of(post: QueryDict, names: list[str]) -> Mapping:
    """What the person chose; fields of column number 3 are named `3-role`, `3-type` and so on.

    Errors: `BadMapping` for a day that is none.
    """
    return Mapping(
        survey=post.get("survey", "").strip()[:160],
        columns=tuple(_column(post, number, name) for number, name in enumerate(names)),
        day=_day(post.get("day", "")),
        channel=post.get("channel", "").strip()[:20] or "import",
        language=post.get("language", "").strip().lower() or "en",
        source=post.get("source", "").strip()[:60] or "import",
        opens_units=post.get("opens_units") == "yes",
    )


def _column(post: MappingType[str, str], number: int, name: str) -> ColumnMapping:
    def field(part: str) -> str:
        return str(post.get(f"{number}-{part}", "")).strip()

    role = field("role")
    if role not in {known.value for known in ColumnRole}:
        role = ColumnRole.IGNORE.value
    kind, _, scale = field("type").partition(":")
    scales = IMPORTED_TYPES.get(kind, (None,))
    return ColumnMapping(
        column=name,
        role=ColumnRole(role),
        question=field("question"),
        type=kind,
        scale=scale or scales[0],
        title=field("title")[:2000],
        touchpoint=field("touchpoint")[:60] or None,
        missing=tuple(code.strip() for code in field("missing").split(",") if code.strip()),
        attribute=field("attribute"),
        format=field("format"),
    )


def _day(given: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError as problem:
        raise BadMapping(
            [f"The day is “{given[:40]}”; write it as year-month-day, such as 2017-05-15."]
        ) from problem


def reading_of(post: MappingType[str, str]) -> Reading:
    """The guesses about the file that the person overruled; empty fields keep the guess."""
    reading: Reading = {}
    if encoding := post.get("encoding", ""):
        codecs.lookup(encoding)
        reading["encoding"] = encoding
    if delimiter := post.get("delimiter", ""):
        reading["delimiter"] = delimiter[:1]
    if sheet := post.get("sheet", ""):
        reading["sheet"] = sheet
    if header := post.get("has_header", ""):
        reading["has_header"] = header == "yes"
    return reading
