"""A JSON document becomes a Submission or a Refusal that lists every field at fault.

Strict and by hand: this runs once per answer, and a general validator took longer than the insert.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID, uuid5

import orjson

from ohlas.feedback.rules.attributes import ATTRIBUTE_KEY
from ohlas.feedback.rules.submission import CustomerRef, Problem, Refusal, RefusalReason, Submission

MAX_KEY = 200
MAX_ATTRIBUTES = 50
MAX_ATTRIBUTE_VALUE = 200
MAX_WEIGHT = 1e6
FUTURE_ALLOWED = timedelta(days=1)
"""Clocks of tills and kiosks run ahead; a day more is a typing error."""
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
CHANNEL = re.compile(r"[a-z][a-z0-9_\-]{0,19}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")
_MAX_SHOWN = 80


class _Unfit(Exception):
    """What is allowed instead."""


def body_hash_of(document: object) -> str:
    """The same for the same content, whatever its spacing or the order of its fields."""
    return blake2b(orjson.dumps(document, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def client_id_of(organisation_id: UUID, key: str) -> UUID:
    """A sender's own key as an id: a UUID stays itself, any other text is mapped for ever to one."""
    try:
        return UUID(key)
    except ValueError:
        return uuid5(organisation_id, key)


def read_submission(
    document: object,
    *,
    organisation_id: UUID,
    idempotency_key: str | None,
    new_id: Callable[[], UUID],
    now: datetime,
) -> Submission | Refusal:
    """The submission in this document; `idempotency_key` is the header's, if one was sent."""
    if not isinstance(document, dict):
        return Refusal(RefusalReason.UNREADABLE, "The body must be a JSON object.")
    fields, problems = _read_fields(document)
    problems.extend(_missing(document, fields, now))
    key = _one_key(fields.pop("client_id", None), idempotency_key, problems)
    if problems:
        return Refusal(
            RefusalReason.BAD_FIELDS,
            "Some fields cannot be taken. Mend them and send again.",
            tuple(problems),
        )
    try:
        body_hash = body_hash_of(document)
    except orjson.JSONEncodeError:  # reading bears deeper documents than writing
        return Refusal(RefusalReason.UNREADABLE, "The body is nested too deep.")
    return Submission(
        organisation_id=organisation_id,
        client_id=client_id_of(organisation_id, key) if key else new_id(),
        is_client_made=key is not None,
        body_hash=body_hash,
        **_with_defaults(fields),
    )


def _read_fields(document: Mapping[str, object]) -> tuple[dict[str, Any], list[Problem]]:
    fields: dict[str, Any] = {}  # the readers below give each its type
    problems: list[Problem] = []
    for name, given in document.items():
        reader = _READERS.get(name)
        if reader is None:
            problems.append(Problem(_shown(name), "an unknown field", ", ".join(_READERS)))
        elif given is not None:
            try:
                fields[_NAMES.get(name, name)] = reader(given)
            except _Unfit as unfit:
                problems.append(Problem(name, _shown(given), str(unfit)))
    return fields, problems


def _missing(document: Mapping[str, object], fields: Mapping[str, Any], now: datetime) -> list[Problem]:
    """What only shows when all fields are read together, or against the clock."""
    found = []
    if document.get("answers") is None:
        found.append(Problem("answers", "nothing", "an object of question ids and answers"))
    if document.get("survey") is None and document.get("version") is None:
        found.append(Problem("survey", "nothing", "a survey's id or name, or a version's id in `version`"))
    if (moment := fields.get("answered_at")) is not None and moment > now + FUTURE_ALLOWED:
        found.append(Problem("answered_at", moment.isoformat(), "a time that is not in the future"))
    return found


def _with_defaults(fields: dict[str, Any]) -> dict[str, Any]:
    fields.setdefault("survey", None)
    fields.setdefault("version_id", None)
    fields.setdefault("answers", {})
    return fields


def _one_key(client_id: str | None, header: str | None, problems: list[Problem]) -> str | None:
    if header is not None and (not 1 <= len(header) <= MAX_KEY or "\0" in header):
        problems.append(Problem("Idempotency-Key", _shown(header), f"1 to {MAX_KEY} characters"))
    if client_id is not None and header is not None and client_id != header:
        problems.append(
            Problem("client_id", _shown(client_id), "the same as Idempotency-Key, or only one of them")
        )
    return client_id or header


def _line(given: object, longest: int) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > longest or "\0" in given:
        raise _Unfit(f"text of 1 to {longest} characters, without NUL characters")
    return given.strip()


def _client_id(given: object) -> str:
    return _line(given, MAX_KEY)


def _survey(given: object) -> str:
    return _line(given, 160)


def _unit(given: object) -> str:
    return _line(given, 60)


def _version(given: object) -> UUID:
    try:
        return UUID(given if isinstance(given, str) else "")
    except ValueError as error:
        raise _Unfit("a version's id") from error


def _answers(given: object) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise _Unfit("an object of question ids and answers")
    return cast("dict[str, object]", given)


def _answered_at(given: object) -> datetime:
    try:
        moment = datetime.fromisoformat(given if isinstance(given, str) else "")
        if moment.tzinfo is None:
            raise _Unfit("a time with its zone, such as 2026-11-20T10:00:00+01:00 or …Z")
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _Unfit("an ISO 8601 time, such as 2026-11-20T10:00:00Z") from error
    if moment < EARLIEST:
        raise _Unfit("a time since 1970")
    return moment


def _channel(given: object) -> str:
    if not isinstance(given, str) or not CHANNEL.fullmatch(given):
        raise _Unfit("up to 20 lower-case letters, digits, - or _, such as web, email or kiosk")
    return given


def _language(given: object) -> str:
    if not isinstance(given, str) or not LANGUAGE.fullmatch(given):
        raise _Unfit("a language code such as cs or en")
    return given


def _customer(given: object) -> CustomerRef:
    if not isinstance(given, dict) or set(given) != {"source", "key"}:
        raise _Unfit("an object with source and key")
    return CustomerRef(_line(given["source"], 60), _line(given["key"], 200))


def _weight(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= MAX_WEIGHT:
        raise _Unfit(f"a number from 0 to {MAX_WEIGHT:g}")
    return float(given)


def _attributes(given: object) -> dict[str, str]:
    if not isinstance(given, dict) or len(given) > MAX_ATTRIBUTES:
        raise _Unfit(f"an object of up to {MAX_ATTRIBUTES} keys and values")
    return {_attribute_key(key): _attribute_value(value) for key, value in given.items() if value is not None}


def _attribute_key(key: str) -> str:
    if not ATTRIBUTE_KEY.fullmatch(key):
        raise _Unfit("keys of a lower-case letter, then up to 39 letters, digits or _")
    return key


def _attribute_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return f"{value}"
    if not isinstance(value, str) or len(value) > MAX_ATTRIBUTE_VALUE or "\0" in value:
        raise _Unfit(
            f"values that are numbers, true, false or text of up to {MAX_ATTRIBUTE_VALUE} characters"
        )
    return value


def _flag(given: object) -> bool:
    if not isinstance(given, bool):
        raise _Unfit("true or false")
    return given


_READERS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "survey": _survey,
        "version": _version,
        "client_id": _client_id,
        "answers": _answers,
        "answered_at": _answered_at,
        "channel": _channel,
        "language": _language,
        "unit": _unit,
        "employee": _unit,
        "customer": _customer,
        "weight": _weight,
        "attributes": _attributes,
        "complete": _flag,
    }
)
_NAMES = MappingProxyType({"version": "version_id", "complete": "is_complete"})


def _shown(given: object) -> str:
    if isinstance(given, list | dict):  # repr of a deep document would recurse without bound
        return "a list" if isinstance(given, list) else "an object"
    text = (given if isinstance(given, str) else repr(given)).replace("\0", "\\0")
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}… ({len(text)} characters)"
