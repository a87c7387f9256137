"""A web widget's settings: where it stands, what opens it, to whom, how often, and what it may remember.

`settings_of(document)` reads a stored document and says of anything it cannot read the place, what was given and
what is allowed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from ohlas.outreach.errors import BadWidget

PAGE = "page"
"""The attribute that says on which page an answer was given."""
MOST_DOMAINS = 30
MOST_PATTERNS = 50
MOST_ATTRIBUTES = 10
LONGEST = 200
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HOST = re.compile(
    r"(?:(https?)://)?(\*\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(:[0-9]{1,5})?"
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


_Choice = TypeVar("_Choice", bound=StrEnum)


class Mode(StrEnum):
    """What opens it."""

    DELAY = "delay"
    EXIT = "exit"
    EVENT = "event"
    CLICK = "click"
    TAB = "tab"
    EMBED = "embed"


class Memory(StrEnum):
    """When the browser may keep that it was shown."""

    CONSENT = "consent"
    SHOWN = "shown"
    NEVER = "never"


class Address(StrEnum):
    """What of the page's address is kept with an answer."""

    PATH = "path"
    QUERY = "query"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetSettings:
    """As the script and the frame take them; origins and patterns are checked."""

    mode: Mode = Mode.DELAY
    domains: tuple[str, ...]
    delay_s: int = 10
    event: str = ""
    selector: str = ""
    pages: tuple[str, ...] = ()
    not_pages: tuple[str, ...] = ()
    visitors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    send: tuple[str, ...] = ()
    share: float = 1.0
    days: int = 90
    memory: Memory = Memory.CONSENT
    address: Address = Address.PATH
    language: str = ""
    label: str = ""
    colour: str = "#0b6e69"

    def __post_init__(self) -> None:
        if self.mode is Mode.EVENT and not self.event:
            raise BadWidget("event", "", "name the event that opens it, such as order_done")
        if self.mode in {Mode.CLICK, Mode.EMBED} and not self.selector:
            raise BadWidget("selector", "", "name the element, such as #feedback")
        if not 0 < self.share <= 1:
            raise BadWidget("share", str(self.share), "a share above 0 and up to 1 is allowed")
        _within("days", self.days, 1, 730)
        _within("delay_s", self.delay_s, 0, 3_600)
        if not _COLOUR.fullmatch(self.colour):
            raise BadWidget("colour", self.colour[:20], "a colour such as #0b6e69 is allowed")

    def allows(self, origin: str) -> bool:
        """Whether the widget may stand in a page of this origin."""
        return any(_fits(domain, origin) for domain in self.domains)


def settings_of(document: Mapping[str, object]) -> WidgetSettings:
    """What a stored or filled-in document means. Errors: `BadWidget`."""
    known = set(WidgetSettings.__dataclass_fields__)
    if strangers := sorted(set(document) - known):
        raise BadWidget(strangers[0], "a setting", f"the settings are {', '.join(sorted(known))}")
    domains = tuple(origin_of(one) for one in _texts(document, "domains", MOST_DOMAINS))
    if not domains:
        raise BadWidget("domains", "", "name at least one website it may stand in")
    return WidgetSettings(
        domains=tuple(dict.fromkeys(domains)),
        mode=_one_of(document, "mode", Mode, Mode.DELAY),
        memory=_one_of(document, "memory", Memory, Memory.CONSENT),
        address=_one_of(document, "address", Address, Address.PATH),
        delay_s=_number(document, "delay_s", 10),
        days=_number(document, "days", 90),
        share=_share(document),
        event=_text(document, "event"),
        selector=_text(document, "selector"),
        pages=_patterns(document, "pages"),
        not_pages=_patterns(document, "not_pages"),
        visitors=_visitors(document),
        send=_names("send", _texts(document, "send", MOST_ATTRIBUTES)),
        language=_text(document, "language"),
        label=_text(document, "label")[:40],
        colour=_text(document, "colour") or "#0b6e69",
    )


def as_document(settings: WidgetSettings) -> dict[str, object]:
    """As it is stored; `settings_of` gives the same settings back."""
    given = {name: getattr(settings, name) for name in WidgetSettings.__dataclass_fields__}
    return {name: _plain(value) for name, value in given.items()}


def origin_of(given: str) -> str:
    """A website as an origin: `www.example.com` is https; `https://*.example.com` is every name below it.

    Errors: `BadWidget`.
    """
    found = _HOST.fullmatch(given.strip().lower().rstrip("/"))
    if found is None or (found[2] and "." not in found[3]):
        raise BadWidget(
            "domains", given[:80], "a website such as www.example.com or https://*.example.com is allowed"
        )
    return f"{found[1] or 'https'}://{found[2] or ''}{found[3]}{found[4] or ''}"


def _fits(domain: str, origin: str) -> bool:
    if "*" not in domain:
        return domain == origin
    scheme, _, rest = domain.partition("://*")
    given_scheme, _, host = origin.partition("://")
    return (
        scheme == given_scheme and host.endswith(rest) and "/" not in host and host != rest.removeprefix(".")
    )


def _texts(document: Mapping[str, object], place: str, most: int) -> tuple[str, ...]:
    given = document.get(place, ())
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise BadWidget(place, str(given)[:80], "a list of texts is allowed")
    if len(given) > most:
        raise BadWidget(place, f"{len(given)} lines", f"up to {most} are allowed")
    if long := next((one for one in given if len(one) > LONGEST), None):
        raise BadWidget(place, f"{long[:40]}…", f"up to {LONGEST} characters are allowed")
    return tuple(one.strip() for one in given if one.strip())


def _patterns(document: Mapping[str, object], place: str) -> tuple[str, ...]:
    found = _texts(document, place, MOST_PATTERNS)
    if wrong := next((one for one in found if not one.startswith(("/", "*"))), None):
        raise BadWidget(place, wrong, "a path begins with /, such as /checkout/*")
    return found


def _visitors(document: Mapping[str, object]) -> Mapping[str, tuple[str, ...]]:
    given = document.get("visitors") or {}
    if not isinstance(given, Mapping) or len(given) > MOST_ATTRIBUTES:
        raise BadWidget(
            "visitors", str(given)[:80], f"up to {MOST_ATTRIBUTES} attributes with values are allowed"
        )
    _names("visitors", tuple(str(name) for name in given))
    return {str(name): _texts(given, str(name), MOST_PATTERNS) for name in given}


def _names(place: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := next((name for name in names if not _KEY.fullmatch(name) or name == PAGE), None):
        raise BadWidget(
            place,
            wrong[:60],
            f"an attribute has up to 40 of a–z, 0–9 and _, begins with a letter and is not “{PAGE}”",
        )
    return names


def _one_of(document: Mapping[str, object], place: str, kind: type[_Choice], default: _Choice) -> _Choice:
    given = document.get(place, default.value)
    try:
        return kind(str(given))
    except ValueError:
        raise BadWidget(
            place, str(given)[:40], f"one of {', '.join(one.value for one in kind)} is allowed"
        ) from None


def _text(document: Mapping[str, object], place: str) -> str:
    given = document.get(place, "")
    if not isinstance(given, str) or len(given) > LONGEST:
        raise BadWidget(place, str(given)[:40], f"a text of up to {LONGEST} characters is allowed")
    return " ".join(given.replace("\0", "").split())


def _number(document: Mapping[str, object], place: str, default: int) -> int:
    given = document.get(place, default)
    if not isinstance(given, int) or isinstance(given, bool):
        raise BadWidget(place, str(given)[:40], "a whole number is allowed")
    return given


def _share(document: Mapping[str, object]) -> float:
    given = document.get("share", 1.0)
    if not isinstance(given, int | float) or isinstance(given, bool):
        raise BadWidget("share", str(given)[:40], "a share above 0 and up to 1 is allowed")
    return float(given)


def _within(place: str, given: int, low: int, high: int) -> None:
    if not low <= given <= high:
        raise BadWidget(place, str(given), f"{low} to {high} is allowed")


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value
