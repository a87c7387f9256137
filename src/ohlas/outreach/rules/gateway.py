"""How to speak to a provider of text messages over HTTP: what is asked of it, and what its reports say."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit

from ohlas.outreach.errors import BadSetting

PLACES = ("to", "digits", "text", "from", "id", "user", "secret", "basic")
"""`{digits}` is the number without its plus; `{basic}` is user and secret as Basic authorisation has them."""
METHODS = ("POST", "GET", "PUT")
MOST_TEMPLATE = 4000
_PLACE = re.compile(r"\{([a-z]+)\}")
_BREAK = re.compile(r"[\x00-\x1f\x7f]")
_HEADING = re.compile(r"[A-Za-z0-9-]{1,60}")


class BodyKind(StrEnum):
    JSON = "json"
    FORM = "form"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """`id_at` and `ok_at` are JSON pointers (RFC 6901) into the answer, empty where it tells neither."""

    url: str
    method: str = "POST"
    headings: Mapping[str, str] = field(default_factory=dict)
    body_kind: BodyKind = BodyKind.JSON
    body: object = None
    id_at: str = ""
    ok_at: str = ""
    ok_values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Where a provider's report says what; plain names of fields, or JSON pointers."""

    id_at: str = "id"
    status_at: str = "status"
    from_at: str = "from"
    text_at: str = "text"
    delivered: tuple[str, ...] = ("delivered", "delivrd", "dlvrd")
    failed: tuple[str, ...] = ("failed", "undelivered", "undeliv", "rejected", "rejectd", "expired")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says: a status of a message of ours, or words of somebody; `is_final` both ways."""

    provider_id: str
    status: str = ""
    is_delivered: bool = False
    is_failed: bool = False
    address: str = ""
    text: str = ""

    @property
    def is_reply(self) -> bool:
        return bool(self.address and self.text)


def read_gateway(settings: Mapping[str, object]) -> Gateway:
    """The request as it was set up.

    Errors: `BadSetting` naming the field, what was given and what is allowed.
    """
    url = str(settings.get("url") or "").strip()
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname or _BREAK.search(url):
        raise BadSetting("url", url[:80], "an address such as https://sms.example.com/send is allowed")
    method = str(settings.get("method") or "POST")
    if method not in METHODS:
        raise BadSetting("method", method[:20], f"one of {', '.join(METHODS)} is allowed")
    kind = BodyKind(str(settings.get("body_kind") or "json"))
    body = _document("body", settings.get("body")) if kind is not BodyKind.NONE else None
    for place, text in (
        ("url", url),
        ("headings", str(settings.get("headings") or "")),
        ("body", json.dumps(body)),
    ):
        _known(place, text)
    whole = url + json.dumps(body)
    if not {"to", "digits"} & set(_PLACE.findall(whole)) or "{text}" not in whole:
        raise BadSetting("body", "no {to} or no {text}", "both must stand in the address or the body")
    return Gateway(
        url=url,
        method=method,
        headings=_headings(str(settings.get("headings") or "")),
        body_kind=kind,
        body=body,
        id_at=_pointer("id_at", settings.get("id_at")),
        ok_at=_pointer("ok_at", settings.get("ok_at")),
        ok_values=words_in(settings.get("ok_values")),
    )


def read_callback(settings: Mapping[str, object]) -> Callback:
    """The reports as they were set up; what is absent has the commonest name."""
    usual = Callback()
    return Callback(
        id_at=str(settings.get("cb_id") or usual.id_at),
        status_at=str(settings.get("cb_status") or usual.status_at),
        from_at=str(settings.get("cb_from") or usual.from_at),
        text_at=str(settings.get("cb_text") or usual.text_at),
        delivered=words_in(settings.get("cb_delivered")) or usual.delivered,
        failed=words_in(settings.get("cb_failed")) or usual.failed,
    )


def request_of(gateway: Gateway, values: Mapping[str, str]) -> tuple[str, dict[str, str], bytes | None]:
    """Address, headings and body with every place filled; each is escaped for where it stands."""
    said = {**values, "digits": values.get("to", "").lstrip("+"), "basic": _basic(values)}
    url = _filled(gateway.url, {name: quote(one, safe="") for name, one in said.items()})
    headings = {
        name: _BREAK.sub(" ", _filled(one, said)).encode("latin-1", "replace").decode("latin-1")
        for name, one in gateway.headings.items()
    }
    if gateway.body_kind is BodyKind.NONE:
        return url, headings, None
    whole = _filled_in(gateway.body, said)
    if gateway.body_kind is BodyKind.JSON:
        return (
            url,
            {"Content-Type": "application/json", **headings},
            json.dumps(whole, ensure_ascii=False).encode(),
        )
    pairs = whole.items() if isinstance(whole, Mapping) else ()
    usual = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    return url, {**usual, **headings}, urlencode([(name, _plain(one)) for name, one in pairs]).encode()


def found_at(document: object, pointer: str) -> str:
    """What stands at a JSON pointer or under a plain name, as text; empty where nothing does."""
    steps = [pointer] if not pointer.startswith("/") else pointer[1:].split("/")
    for step in steps:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(document, Mapping):
            document = document.get(key)
        elif isinstance(document, Sequence) and not isinstance(document, str) and key.isdecimal():
            document = document[int(key)] if int(key) < len(document) else None
        else:
            return ""
    return _plain(document)


def told_by(callback: Callback, document: object) -> Told:
    """What a report says; empty where it says nothing we know."""
    status = found_at(document, callback.status_at)
    small = status.casefold()
    return Told(
        provider_id=found_at(document, callback.id_at)[:200],
        status=status[:80],
        is_delivered=small in {one.casefold() for one in callback.delivered},
        is_failed=small in {one.casefold() for one in callback.failed},
        address=found_at(document, callback.from_at)[:40],
        text=found_at(document, callback.text_at)[:1600],
    )


def words_in(given: object) -> tuple[str, ...]:
    """Words with commas between them."""
    return tuple(one.strip() for one in str(given or "").split(",") if one.strip())


def _document(place: str, given: object) -> object:
    text = str(given or "")
    if len(text) > MOST_TEMPLATE:
        raise BadSetting(place, f"{len(text)} characters", f"up to {MOST_TEMPLATE} are allowed")
    try:
        found = json.loads(text or "{}")
    except ValueError as wrong:
        raise BadSetting(
            place, text[:60], 'JSON such as {"to": "{to}", "text": "{text}"} is allowed'
        ) from wrong
    if not isinstance(found, Mapping):
        raise BadSetting(place, text[:60], "a set of names and values is allowed")
    return found


def _headings(text: str) -> dict[str, str]:
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, colon, value = line.partition(":")
        if not colon or not _HEADING.fullmatch(name.strip()):
            raise BadSetting(
                "headings", line[:60], "lines such as Authorization: Bearer {secret} are allowed"
            )
        found[name.strip()] = value.strip()
    return found


def _known(place: str, text: str) -> None:
    for name in _PLACE.findall(text):
        if name not in PLACES:
            allowed = ", ".join(f"{{{one}}}" for one in PLACES)
            raise BadSetting(place, f"{{{name}}}", f"the places {allowed} are allowed")


def _pointer(place: str, given: object) -> str:
    text = str(given or "").strip()
    if len(text) > 200:  # noqa: PLR2004 - no answer is nested so deep
        raise BadSetting(place, text[:60], "a JSON pointer such as /messages/0/id is allowed")
    return text


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values.get(found[1], ""), text)


def _filled_in(part: object, values: Mapping[str, str]) -> object:
    if isinstance(part, str):
        return _filled(part, values)
    if isinstance(part, Mapping):
        return {name: _filled_in(one, values) for name, one in part.items()}
    if isinstance(part, Sequence):
        return [_filled_in(one, values) for one in part]
    return part


def _basic(values: Mapping[str, str]) -> str:
    return b64encode(f"{values.get('user', '')}:{values.get('secret', '')}".encode()).decode()


def _plain(one: object) -> str:
    if one is None or isinstance(one, Mapping | list):
        return ""
    return str(one).lower() if isinstance(one, bool) else str(one)
