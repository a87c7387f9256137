"""A first guess of what the columns of a table of people mean, by their headings and by what stands in them."""

import re
from collections.abc import Iterable

from ohlas.customers.rules import Channel, Purpose
from ohlas.exchange.rules.guess import key_of
from ohlas.exchange.rules.headings import folded
from ohlas.exchange.rules.people.roles import MANY, Meaning, MeaningColumn, PeopleKind, PeopleRole, roles_of
from ohlas.exchange.rules.people.words import (
    CHANNELS,
    CONSENT_WORDS,
    EVENT_HEADINGS,
    HEADINGS,
    PURPOSES,
    TEXT_WORDS,
    TIME_WORDS,
)
from ohlas.lib.tables import Column, ColumnKind, TableInfo

FEW = 30
_PHONE = re.compile(r"\+?[\d\s()/.-]{9,20}")


def guess_people(info: TableInfo, kind: PeopleKind, source: str) -> Meaning:
    """What the columns probably mean; what cannot be told is left out."""
    used: set[str] = set()
    columns = _once(_whole_names(info.columns, [_guess(column, kind, used) for column in info.columns]))
    return Meaning(kind=kind, columns=tuple(columns), source=source)


def _whole_names(columns: Iterable[Column], guessed: list[MeaningColumn]) -> list[MeaningColumn]:
    """Some headings name given and whole names alike ("Jméno"): without family names beside it, the values tell."""
    if any(one.role in {PeopleRole.FAMILY, PeopleRole.NAME} for one in guessed):
        return guessed
    return [
        MeaningColumn(one.column, PeopleRole.NAME)
        if one.role is PeopleRole.GIVEN and _are_whole(column)
        else one
        for column, one in zip(columns, guessed, strict=True)
    ]


def _are_whole(column: Column) -> bool:
    samples = [sample for sample in column.samples if sample]
    return bool(samples) and sum(" " in sample.strip() for sample in samples) * 2 > len(samples)


def _guess(column: Column, kind: PeopleKind, used: set[str]) -> MeaningColumn:
    whole = re.sub(r"\W|_", "", folded(column.name))
    words = {whole, *re.findall(r"[^\W\d_]+", folded(column.name))}
    if column.kind is ColumnKind.EMPTY:
        return MeaningColumn(column.name)
    if words & CONSENT_WORDS and kind is PeopleKind.CONTACTS:
        return _consent(column, words)
    role = _by_heading(whole, words, kind) or _by_values(column)
    written = column.time.format or "" if column.time else ""
    if role in {PeopleRole.AT, PeopleRole.CHANGED}:
        return MeaningColumn(column.name, role, format=written) if written else MeaningColumn(column.name)
    if role is None and written and kind is PeopleKind.EVENTS:
        return MeaningColumn(column.name, PeopleRole.AT, format=written)
    if role is not None:
        return MeaningColumn(column.name, role)
    return _rest(column, kind, used)


def _by_heading(whole: str, words: set[str], kind: PeopleKind) -> PeopleRole | None:
    """The heading as a whole tells more than one of its words: "order date" is a date."""
    known = (*EVENT_HEADINGS, *HEADINGS) if kind is PeopleKind.EVENTS else HEADINGS
    headings = [(role, frozenset(some.split())) for role, some in known if role in roles_of(kind)]
    exact = next((role for role, some in headings if whole in some), None)
    return exact or next((role for role, some in reversed(headings) if words & some), None)


def _by_values(column: Column) -> PeopleRole | None:
    samples = [sample for sample in column.samples if sample]
    if samples and all("@" in sample for sample in samples):
        return PeopleRole.EMAIL
    if samples and all(_PHONE.fullmatch(sample) and not _is_plain(sample) for sample in samples):
        return PeopleRole.PHONE
    return None


def _is_plain(sample: str) -> bool:
    return "." in sample or (sample.isdigit() and len(sample) != 9)  # noqa: PLR2004 - numbers without a prefix here


def _consent(column: Column, words: set[str]) -> MeaningColumn:
    purpose = next((one for one, some in PURPOSES.items() if words & some), Purpose.SURVEYS)
    channel = next((one for one, some in CHANNELS.items() if words & some), Channel.EMAIL)
    role = PeopleRole.CONSENT
    if words & TEXT_WORDS:
        role = PeopleRole.CONSENT_TEXT
    elif words & TIME_WORDS and column.time is not None:
        role = PeopleRole.CONSENT_TIME
    written = column.time.format or "" if column.time and role is PeopleRole.CONSENT_TIME else ""
    if role is PeopleRole.CONSENT_TIME and not written:
        return MeaningColumn(column.name)
    return MeaningColumn(column.name, role, format=written, purpose=purpose, channel=channel)


def _rest(column: Column, kind: PeopleKind, used: set[str]) -> MeaningColumn:
    if kind is PeopleKind.EVENTS:
        return MeaningColumn(column.name, PeopleRole.DETAIL, key=key_of(column.name, used))
    if column.distinct <= FEW and not column.is_mostly_empty:
        return MeaningColumn(column.name, PeopleRole.ATTRIBUTE, key=key_of(column.name, used))
    return MeaningColumn(column.name)


def _once(columns: Iterable[MeaningColumn]) -> list[MeaningColumn]:
    """The first column of each role that stands once; later ones, and a second like consent, are left out."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for column in columns:
        mark: tuple[object, ...] = (column.role,)
        if column.role.value.startswith("consent"):
            mark = (column.role, column.purpose, column.channel)
        is_again = mark in seen and (column.role not in MANY or len(mark) > 1)
        kept.append(MeaningColumn(column.column) if is_again else column)
        seen.add(mark)
    return kept
