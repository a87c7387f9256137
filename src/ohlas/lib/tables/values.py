"""A number or a moment read from one cell's text, or the reason why there is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo


class Reason(StrEnum):
    """Why a cell gives no value."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    NOT_A_TIME = "not a time"
    AMBIGUOUS = "could be two days"


SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-"})
PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:(?P<by>[ .,'’])\d{3})(?:(?P=by)\d{3})*(?:(?P<point>[.,])\d+)?", re.ASCII
)
LONGEST_NUMBER = 40


@lru_cache(maxsize=8192)
def parse_number(text: str) -> float | Reason:
    """The number a cell shows, with a decimal point or comma: "9", "9,0", " 9 ", "1 234,5", "1.234,5".

    A single comma or point is the decimal sign ("1,234" is 1.234): scores and weights have no thousands.
    Infinity, hexadecimal and "n/a" are no numbers.
    """
    bare = text.translate(SPACES).strip()
    if not bare:
        return Reason.EMPTY
    if len(bare) > LONGEST_NUMBER:
        return Reason.NOT_A_NUMBER
    if PLAIN.fullmatch(bare):
        return _finite(bare.replace(",", "."))
    grouped = GROUPED.fullmatch(bare)
    if grouped is None or grouped["by"] == grouped["point"]:
        return Reason.NOT_A_NUMBER
    return _finite(bare.replace(grouped["by"], "").replace(",", "."))


def _finite(text: str) -> float | Reason:
    number = float(text)
    return number if abs(number) != float("inf") else Reason.NOT_A_NUMBER


CLOCK = (
    r"(?:[ T,]+(?P<H>\d{1,2})[:.](?P<M>\d{2})(?:[:.](?P<S>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)


def _written(first: str, second: str, third: str, sign: str) -> re.Pattern[str]:
    digits = {"d": r"(?P<d>\d{1,2})", "m": r"(?P<m>\d{1,2})", "Y": r"(?P<Y>\d{4}|\d{2})"}
    if first == "Y":
        digits["Y"] = r"(?P<Y>\d{4})"
    gap = rf"{re.escape(sign)}\s?"
    return re.compile(digits[first] + gap + digits[second] + gap + digits[third] + r"\.?" + CLOCK, re.ASCII)


PATTERNS: Mapping[str, re.Pattern[str]] = {
    f"{a}{sign}{b}{sign}{c}": _written(a, b, c, sign)
    for a, b, c, sign in (
        ("d", "m", "Y", "."),
        ("d", "m", "Y", "/"),
        ("m", "d", "Y", "/"),
        ("d", "m", "Y", "-"),
        ("m", "d", "Y", "-"),
        ("Y", "m", "d", "/"),
        ("Y", "m", "d", "."),
    )
}
ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}.*)?", re.ASCII)
ISO_PLAIN = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
ISO_SHORT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
ISO_ZONE_APART = re.compile(r" (?=(?:[+-]\d{2}:?\d{2}|Z|UTC)$)")
MIXED = "mixed"
SPELLED = ("iso", *PATTERNS)
TIME_FORMATS = (*SPELLED, "excel", "unix", MIXED)
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, placed in a zone afterwards
EXCEL_LAST = 2_958_466  # the end of the year 9999
UNIX_MILLISECONDS_FROM = 100_000_000_000  # as seconds that is the year 5138
YEARS = range(1900, 2101)
PIVOT = 70  # two-digit years: 69 is 2069, 70 is 1970


def parse_time(text: str, written: str, zone: tzinfo) -> datetime | Reason:
    """The moment a cell shows, in UTC; a time without an offset is taken as the wall clock of `zone`.

    `written` is one of TIME_FORMATS; "excel" counts days from 1900, "unix" (milli)seconds from 1970; "mixed"
    takes every spelling, and "03/04/2024", which could be two days, is `Reason.AMBIGUOUS`.
    An hour that the clock change skips is moved forward; one that occurs twice is taken as the first.
    """
    if written == MIXED:
        return _only_moment(text, zone)
    bare = (text if text.isascii() else text.translate(SPACES)).strip()
    if not bare:
        return Reason.EMPTY
    try:
        moment = _READERS[written](bare, written)
        if moment is None or moment.year not in YEARS:
            return Reason.NOT_A_TIME
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return Reason.NOT_A_TIME


def _only_moment(text: str, zone: tzinfo) -> datetime | Reason:
    """The one moment that all spellings which fit agree on."""
    read = {parse_time(text, written, zone) for written in SPELLED}
    moments = [moment for moment in read if not isinstance(moment, Reason)]
    if len(moments) == 1:
        return moments[0]
    if moments:
        return Reason.AMBIGUOUS
    return Reason.EMPTY if Reason.EMPTY in read else Reason.NOT_A_TIME


def _iso(text: str, _written: str) -> datetime | None:
    if ISO_PLAIN.fullmatch(text):
        return datetime.fromisoformat(text)
    if not ISO.fullmatch(text):
        return None
    if short := ISO_SHORT.fullmatch(text):
        return datetime(*(int(part) for part in short.groups() if part is not None))  # type: ignore[arg-type]  # noqa: DTZ001 - numbers of a wall clock
    return datetime.fromisoformat(ISO_ZONE_APART.sub("", text).replace("UTC", "Z"))


def _spelled(text: str, written: str) -> datetime | None:
    match = PATTERNS[written].fullmatch(text)
    if match is None:
        return None
    year = int(match["Y"])
    if len(match["Y"]) == 2:  # noqa: PLR2004 - digits
        year += 1900 if year >= PIVOT else 2000
    hour = _hour(int(match["H"] or 0), match["half"])
    return datetime(year, int(match["m"]), int(match["d"]), hour, int(match["M"] or 0), int(match["S"] or 0))  # noqa: DTZ001


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:  # noqa: PLR2004 - a clock's face
        raise ValueError("a 12-hour clock has hours 1 to 12")
    return hour % 12 + (12 if half in "Pp" else 0)


def _excel(text: str, _written: str) -> datetime | None:
    days = parse_number(text)
    if isinstance(days, Reason) or not 1 <= days < EXCEL_LAST:
        return None
    return EXCEL_ZERO + timedelta(seconds=round(days * 86_400))


def _unix(text: str, _written: str) -> datetime | None:
    seconds = parse_number(text)
    if isinstance(seconds, Reason):
        return None
    if seconds >= UNIX_MILLISECONDS_FROM:
        seconds /= 1_000
    return datetime.fromtimestamp(seconds, UTC)


_READERS: Mapping[str, Callable[[str, str], datetime | None]] = {
    "iso": _iso,
    "excel": _excel,
    "unix": _unix,
    **dict.fromkeys(PATTERNS, _spelled),
}
