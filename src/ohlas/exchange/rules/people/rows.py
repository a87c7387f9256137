"""One row of a table as a person or a happening; whatever of it is malformed is named, not guessed at."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import available_timezones

from ohlas.customers.errors import BadCondition, BadIdentity, BadKey
from ohlas.customers.rules import (
    AttributeKind,
    ConsentIn,
    EventKind,
    EventRow,
    IdentityKind,
    PersonIn,
    checked_key,
    column_value,
    identity_value,
)
from ohlas.exchange.rules.convert import Loss
from ohlas.exchange.rules.headings import folded
from ohlas.exchange.rules.people.roles import Meaning, MeaningColumn, PeopleRole
from ohlas.exchange.rules.people.words import ADDRESSES, EVENTS, GENDERS, LANGUAGES, NO, YES
from ohlas.lib.tables import parse_time

R = PeopleRole
LONGEST: Mapping[PeopleRole, int] = {
    R.NAME: 160, R.GIVEN: 80, R.FAMILY: 80, R.VOCATIVE: 160, R.COMPANY: 120, R.POSITION: 120,
    R.ATTRIBUTE: 200, R.DETAIL: 200, R.CLIENT_ID: 120, R.CONSENT_TEXT: 60,
}  # fmt: skip
IDENTITIES = {R.EMAIL: IdentityKind.EMAIL, R.PHONE: IdentityKind.PHONE, R.APP: IdentityKind.APP}
CHOICES: Mapping[PeopleRole, tuple[Mapping[str, Any], str]] = {
    R.LANGUAGE: (LANGUAGES, "no language we know; cs, sk, pl, uk, ru, de and en are"),
    R.ADDRESS: (ADDRESSES, "no form of address; formal and informal are"),
    R.GENDER: (GENDERS, "neither f nor m"),
    R.KIND: (EVENTS, "no kind of event; purchase, delivery, contact_closed, visit and cancellation are"),
}
NOT_A_TIME = "no time as chosen"
NOT_YES_NO = "neither yes nor no"
NO_TIME = "no time, so it is not known when it happened"
NO_KIND = "nothing says what happened"


@dataclass(frozen=True)
class Setting:
    """What reading a row needs to know of the organisation."""

    zone: tzinfo
    country: str | None
    kinds: Mapping[str, AttributeKind]
    """Declared attributes and their kinds; others are kept as text."""


class BadCell(Exception):
    """A cell that cannot be used; `str()` says why."""


class RowReader:
    """Reads the rows of one file by one meaning."""

    def __init__(self, meaning: Meaning, names: Sequence[str], setting: Setting) -> None:
        self.meaning = meaning
        self.setting = setting
        self.columns = [(names.index(one.column), one) for one in meaning.columns if one.role is not R.IGNORE]
        self.country = meaning.country or setting.country

    def person(self, number: int, values: Sequence[str]) -> tuple[PersonIn, list[Loss]]:
        """The row as a person, and the cells that were left out."""
        cells, losses = self._cells(number, values)
        return self._person(number, cells), losses

    def event(self, number: int, values: Sequence[str]) -> tuple[EventRow | None, list[Loss]]:
        """The row as a happening, None where it cannot be one."""
        cells, losses = self._cells(number, values)
        at, kind = cells.one(R.AT), cells.one(R.KIND) or self.meaning.event
        if at is None or kind is None:
            losses.append(Loss(number, "", "", NO_TIME if at is None else NO_KIND, is_whole_row=True))
            return None, losses
        person = self._person(number, cells)
        details = {column.key: str(value) for column, value in cells.all(R.DETAIL)}
        client_id = cells.one(R.CLIENT_ID) or _made_id(person, kind, at, details)
        return EventRow(number, client_id, kind, at, person, details), losses

    def _cells(self, number: int, values: Sequence[str]) -> tuple["_Cells", list[Loss]]:
        cells, losses = _Cells(), []
        for index, column in self.columns:
            given = values[index].strip()
            if not given:
                continue
            try:
                cells.add(column, self._value(column, given))
            except (BadCell, BadIdentity, BadKey, BadCondition) as fault:
                losses.append(Loss(number, column.column, given[:200], str(fault), is_whole_row=False))
        return cells, losses

    def _value(self, column: MeaningColumn, given: str) -> object:
        role = column.role
        if role in IDENTITIES:
            return identity_value(IDENTITIES[role], given, self.country)
        if role is R.KEY:
            return checked_key(self.meaning.source, given)
        if role in CHOICES:
            return _choice(*CHOICES[role], given)
        return _READERS.get(role, _text)(self, column, given)

    def _person(self, number: int, cells: "_Cells") -> PersonIn:
        key = cells.one(R.KEY)
        return PersonIn(
            row=number,
            keys=(key,) if key else (),
            identities=tuple(
                (kind, value) for role, kind in IDENTITIES.items() for _, value in cells.all(role)
            ),
            fields=_fields(cells),
            attributes={column.key: value for column, value in cells.all(R.ATTRIBUTE)},
            consents=_consents(cells),
            changed_at=cells.one(R.CHANGED),
        )


class _Cells:
    """The usable cells of one row by role."""

    def __init__(self) -> None:
        self._by_role: dict[PeopleRole, list[tuple[MeaningColumn, Any]]] = {}  # each role has its own type

    def add(self, column: MeaningColumn, value: object) -> None:
        self._by_role.setdefault(column.role, []).append((column, value))

    def all(self, role: PeopleRole) -> list[tuple[MeaningColumn, Any]]:
        return self._by_role.get(role, [])

    def one(self, role: PeopleRole) -> Any:
        return next((value for _, value in self.all(role)), None)


def _fields(cells: _Cells) -> dict[str, str]:
    called = cells.one(R.NAME) or " ".join(filter(None, (cells.one(R.GIVEN), cells.one(R.FAMILY))))
    plain = (R.LANGUAGE, R.ADDRESS, R.GENDER, R.VOCATIVE, R.ZONE, R.COMPANY, R.POSITION)
    given = {"name": called, **{role.value: cells.one(role) for role in plain}}
    return {name: value for name, value in given.items() if value}


def _consents(cells: _Cells) -> tuple[ConsentIn, ...]:
    texts = {(column.purpose, column.channel): value for column, value in cells.all(R.CONSENT_TEXT)}
    times = {(column.purpose, column.channel): value for column, value in cells.all(R.CONSENT_TIME)}
    return tuple(
        ConsentIn(
            column.purpose,
            column.channel,
            is_granted=value,
            text_version=texts.get((column.purpose, column.channel), ""),
            at=times.get((column.purpose, column.channel)),
        )
        for column, value in cells.all(R.CONSENT)
    )


def _choice(known: Mapping[str, Any], otherwise: str, given: str) -> object:
    plain = folded(given)
    found = known.get(re.sub(r"[\W_]", "", plain)) or known.get(re.split(r"[\W_]", plain)[0])
    if found is None:
        raise BadCell(otherwise)
    return found


def _time(reader: RowReader, column: MeaningColumn, given: str) -> datetime:
    read = parse_time(given, column.format, reader.setting.zone)
    if not isinstance(read, datetime):
        raise BadCell(NOT_A_TIME)
    return read


def _yes_no(_reader: RowReader, _column: MeaningColumn, given: str) -> bool:
    plain = folded(given)
    if plain not in YES | NO:
        raise BadCell(NOT_YES_NO)
    return plain in YES


def _zone(_reader: RowReader, _column: MeaningColumn, given: str) -> str:
    if given not in available_timezones():
        raise BadCell("no time zone; write one such as Europe/Prague")
    return given


def _attribute(reader: RowReader, column: MeaningColumn, given: str) -> str:
    kind = reader.setting.kinds.get(column.key)
    text = _text(reader, column, given)
    if kind is not None:
        column_value(kind, text, column.key)
    return text


def _text(_reader: RowReader, column: MeaningColumn, given: str) -> str:
    text = " ".join(given.split())
    if len(text) > LONGEST.get(column.role, 200) or not text.isprintable():
        raise BadCell(f"up to {LONGEST.get(column.role, 200)} printable characters are allowed")
    return text


_READERS: Mapping[PeopleRole, Callable[[RowReader, MeaningColumn, str], object]] = {
    R.AT: _time,
    R.CHANGED: _time,
    R.CONSENT_TIME: _time,
    R.CONSENT: _yes_no,
    R.ZONE: _zone,
    R.ATTRIBUTE: _attribute,
}


def _made_id(person: PersonIn, kind: EventKind, at: datetime, details: Mapping[str, str]) -> str:
    """An id for an event that has none: what happened to whom, when; the same row has the same one."""
    said = repr((person.keys, person.identities, kind.value, at.isoformat(), sorted(details.items())))
    return "row " + hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
