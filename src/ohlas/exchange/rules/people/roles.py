"""What each column of a table of people means; kept as JSON with the import."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from ohlas.customers.rules import Channel, EventKind, Purpose
from ohlas.exchange.errors import BadMapping
from ohlas.exchange.rules.mapping import KEY, KEY_WORDS
from ohlas.lib.tables import TIME_FORMATS

COUNTRY = re.compile(r"[A-Z]{2}")
MAX_SOURCE = 60


class PeopleKind(StrEnum):
    """What one row of the table is."""

    CONTACTS = "contacts"
    EVENTS = "events"


class PeopleRole(StrEnum):
    IGNORE = "ignore"
    KEY = "key"
    EMAIL = "email"
    PHONE = "phone"
    APP = "app"
    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    LANGUAGE = "language"
    ADDRESS = "address"
    GENDER = "gender"
    VOCATIVE = "vocative"
    ZONE = "zone"
    COMPANY = "company"
    POSITION = "position"
    ATTRIBUTE = "attribute"
    CONSENT = "consent"
    CONSENT_TEXT = "consent_text"
    CONSENT_TIME = "consent_time"
    CHANGED = "changed"
    KIND = "kind"
    AT = "at"
    CLIENT_ID = "client_id"
    DETAIL = "detail"


_WHO = (PeopleRole.KEY, PeopleRole.EMAIL, PeopleRole.PHONE, PeopleRole.APP)
_CALLED = (PeopleRole.NAME, PeopleRole.GIVEN, PeopleRole.FAMILY, PeopleRole.LANGUAGE)
_CONSENTS = (PeopleRole.CONSENT, PeopleRole.CONSENT_TEXT, PeopleRole.CONSENT_TIME)
_OF_CONTACTS = (
    PeopleRole.IGNORE, *_WHO, *_CALLED, PeopleRole.ADDRESS, PeopleRole.GENDER, PeopleRole.VOCATIVE,
    PeopleRole.ZONE, PeopleRole.COMPANY, PeopleRole.POSITION, PeopleRole.ATTRIBUTE, *_CONSENTS,
    PeopleRole.CHANGED,
)  # fmt: skip
_OF_EVENTS = (
    PeopleRole.IGNORE, *_WHO, *_CALLED, PeopleRole.KIND, PeopleRole.AT, PeopleRole.CLIENT_ID,
    PeopleRole.DETAIL,
)  # fmt: skip
MANY = frozenset(
    {
        PeopleRole.IGNORE,
        PeopleRole.EMAIL,
        PeopleRole.PHONE,
        PeopleRole.ATTRIBUTE,
        PeopleRole.DETAIL,
        *_CONSENTS,
    }
)
TIMES = frozenset({PeopleRole.AT, PeopleRole.CHANGED, PeopleRole.CONSENT_TIME})
KEYED = frozenset({PeopleRole.ATTRIBUTE, PeopleRole.DETAIL})
CONSENTS = frozenset(_CONSENTS)


@dataclass(frozen=True)
class MeaningColumn:
    """One column: its role, the attribute or detail it fills, how it writes dates, which consent it is."""

    column: str
    role: PeopleRole = PeopleRole.IGNORE
    key: str = ""
    format: str = ""
    purpose: Purpose = Purpose.SURVEYS
    channel: Channel = Channel.EMAIL


@dataclass(frozen=True)
class Meaning:
    """All columns, and what holds for every row of the file."""

    kind: PeopleKind
    columns: tuple[MeaningColumn, ...] = ()
    source: str = "import"
    country: str = ""
    event: EventKind | None = None
    overwrites: bool = False

    def of(self, role: PeopleRole) -> tuple[MeaningColumn, ...]:
        """The columns with this role."""
        return tuple(column for column in self.columns if column.role is role)


def roles_of(kind: PeopleKind) -> tuple[PeopleRole, ...]:
    """What a column of such a table may be."""
    return _OF_EVENTS if kind is PeopleKind.EVENTS else _OF_CONTACTS


def meaning_json(meaning: Meaning) -> dict[str, Any]:
    """The meaning as plain JSON."""
    return asdict(meaning)


def meaning_from(body: Mapping[str, Any]) -> Meaning:
    """What `meaning_json` wrote, or a person's own file.

    Errors: `BadMapping` for words that are none of ours.
    """
    try:
        return Meaning(
            kind=PeopleKind(body["kind"]),
            columns=tuple(_column(one) for one in body.get("columns", ())),
            source=str(body.get("source") or "import"),
            country=str(body.get("country") or ""),
            event=EventKind(body["event"]) if body.get("event") else None,
            overwrites=body.get("overwrites") is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadMapping([f"The mapping cannot be read: {problem}."]) from problem


def _column(item: Mapping[str, Any]) -> MeaningColumn:
    return MeaningColumn(
        column=str(item["column"]),
        role=PeopleRole(item.get("role", "ignore")),
        key=str(item.get("key", "")),
        format=str(item.get("format", "")),
        purpose=Purpose(item.get("purpose", "surveys")),
        channel=Channel(item.get("channel", "email")),
    )


def meaning_problems(meaning: Meaning, names: Sequence[str]) -> list[str]:
    """Everything that keeps this meaning from being used on a file with these columns, in sentences."""
    found = [f"The file has no column “{one.column}”." for one in meaning.columns if one.column not in names]
    found += _general(meaning)
    for column in meaning.columns:
        found += _of_column(meaning, column)
    return found + _repeated(meaning)


def _general(meaning: Meaning) -> list[str]:
    found = []
    if not any(meaning.of(role) for role in _WHO):
        found.append("Nothing says who a row is: choose a column with e-mails, phones, app ids or keys.")
    if not 1 <= len(meaning.source) <= MAX_SOURCE:
        found.append(f"The source of the keys needs a name of 1 to {MAX_SOURCE} characters.")
    if meaning.country and not COUNTRY.fullmatch(meaning.country):
        found.append(f"The country is “{meaning.country[:20]}”; two capital letters such as CZ are allowed.")
    if meaning.kind is PeopleKind.EVENTS:
        if not meaning.of(PeopleRole.AT):
            found.append("When did it happen? Choose the column with the time.")
        if not meaning.of(PeopleRole.KIND) and meaning.event is None:
            found.append("What happened? Choose the column that says it, or one kind for the whole file.")
    return found


def _of_column(meaning: Meaning, column: MeaningColumn) -> list[str]:
    if column.role not in roles_of(meaning.kind):
        return [f"Column “{column.column}”: a table of {meaning.kind.value} has no {column.role.value}."]
    if column.role in KEYED and not KEY.fullmatch(column.key):
        return [f"Column “{column.column}”: the key is “{column.key}”; {KEY_WORDS}"]
    if column.role in TIMES and column.format not in TIME_FORMATS:
        given, allowed = column.format or "not chosen", ", ".join(TIME_FORMATS)
        return [f"Column “{column.column}”: the way dates are written is “{given}”; choose one of {allowed}."]
    return []


def _repeated(meaning: Meaning) -> list[str]:
    roles = Counter(column.role for column in meaning.columns if column.role not in MANY)
    keys = Counter((column.role, column.key) for column in meaning.columns if column.role in KEYED)
    consents = Counter((c.role, c.purpose, c.channel) for c in meaning.columns if c.role in CONSENTS)
    return [
        *(
            f"Only one column can be the {role.value}; set the others to “ignore”."
            for role, n in roles.items()
            if n > 1
        ),
        *(f"Two columns fill the {role.value} “{key}”." for (role, key), n in keys.items() if n > 1),
        *(
            f"Two columns are the {role.value} for {purpose.value} by {channel.value}."
            for (role, purpose, channel), n in consents.items()
            if n > 1
        ),
    ]
