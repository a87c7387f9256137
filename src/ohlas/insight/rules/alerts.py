"""What a rule watches, as one document by kind: read whole, or refused with the place and what is allowed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from ohlas.insight.errors import BadRule
from ohlas.insight.rules.periods import Step
from ohlas.metrics import MEASURES, SCALES, Scale

LEAST_N = 30
"""Answers on either side below which nothing is tested."""
MOST_N = 10_000
LEAST_EXPECTED, USUAL_EXPECTED, MOST_EXPECTED = 5.0, 7.0, 100.0
"""Answers that should have come before silence is told: with 7 expected, none comes once in 1,100 times."""
LONGEST_NAME = 120
LONGEST_NOTE = 600
MOST_RULES = 100
MOST_NAMES = 50
SIGNALS = ("leaving", "legal", "safety", "discrimination", "callback")
PARTS = ("senders", "bounces", "deliveries", "kiosks")
STEPS = (Step.WEEK, Step.MONTH, Step.QUARTER)
_Choice = TypeVar("_Choice", bound=StrEnum)


class AlertKind(StrEnum):
    CHANGE = "change"
    SEVERE = "severe"
    SILENCE = "silence"
    BROKEN = "broken"


class Per(StrEnum):
    """What is looked at alone: everything at once, every unit, or every channel."""

    WHOLE = "whole"
    UNITS = "units"
    CHANNELS = "channels"


class Direction(StrEnum):
    WORSE = "worse"
    BETTER = "better"
    BOTH = "both"


@dataclass(frozen=True)
class ChangeRule:
    """A measure between the last closed period and the one before, each side with at least `least` answers."""

    measure: str = "nps"
    step: Step = Step.MONTH
    per: Per = Per.UNITS
    direction: Direction = Direction.WORSE
    least: int = LEAST_N
    surveys: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class SevereRule:
    """One answer as bad as `score` or worse on `scale`, or words that ask to act at once."""

    scale: str = "nps_0_10"
    score: float | None = None
    signals: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class SilenceRule:
    """No answers where at least `expected` should have come by the place's own past."""

    expected: float = USUAL_EXPECTED
    per: Per = Per.UNITS
    surveys: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrokenRule:
    """Ways in and out that do not work: senders, bounces from this share on, dead deliveries, kiosks unseen so long."""

    parts: tuple[str, ...] = PARTS
    bounce_share: float = 0.1
    kiosk_hours: int = 24


Watch = ChangeRule | SevereRule | SilenceRule | BrokenRule


def is_severe(score: float, limit: float, scale: str) -> bool:
    """As bad as the limit or worse, whichever end of the scale is the bad one."""
    return score >= limit if lower_is_better(SCALES[scale]) else score <= limit


def lower_is_better(scale: Scale) -> bool:
    return str(scale.direction) == "lower"


def read_watch(kind: AlertKind, given: object) -> Watch:
    """The document of this kind; what is not said stands as usual.

    Errors: `BadRule` naming the place, what was given and what is allowed.
    """
    return _READERS[kind](given)


def write_watch(watch: Watch) -> dict[str, object]:
    """The document as it is stored."""
    listed = {name: getattr(watch, name) for name in watch.__dataclass_fields__}
    return {
        name: list(value) if isinstance(value, tuple) else str(value) if isinstance(value, StrEnum) else value
        for name, value in listed.items()
    }


def read_hook(given: str) -> str:
    """An address for signed messages; whether it is public is looked at when it is called, each time anew.

    Errors: `BadRule`.
    """
    address = given.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as wrong:
        raise BadRule(
            "hook", address[:60], "an address such as https://example.com/ohlas is needed"
        ) from wrong
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    if not is_web or port == 0 or len(address) > 500 or not address.isprintable() or " " in address:  # noqa: PLR2004 - the column's length
        raise BadRule("hook", address[:60], "an address such as https://example.com/ohlas is needed")
    return address


def read_name(given: object) -> str:
    """A rule's name.

    Errors: `BadRule`.
    """
    name = " ".join(given.split()) if isinstance(given, str) else ""
    if not 1 <= len(name) <= LONGEST_NAME or "\0" in name:
        raise BadRule("name", str(given)[:40], f"a name of 1 to {LONGEST_NAME} characters is needed")
    return name


def _change(given: object) -> ChangeRule:
    usual = ChangeRule()
    parts = _object(given, usual.__dataclass_fields__)
    measure = parts.get("measure", usual.measure)
    if not isinstance(measure, str) or measure not in MEASURES:
        raise BadRule("measure", str(measure)[:60], f"one of {', '.join(MEASURES)} is allowed")
    step = _choice("step", parts.get("step"), Step, usual.step)
    if step not in STEPS:
        raise BadRule("step", step, f"one of {', '.join(STEPS)} is allowed")
    per = _choice("per", parts.get("per"), Per, usual.per)
    if per is Per.CHANNELS:
        raise BadRule("per", per, "whole or units is allowed")
    return ChangeRule(
        measure=measure,
        step=step,
        per=per,
        direction=_choice("direction", parts.get("direction"), Direction, usual.direction),
        least=int(_number("least", parts.get("least", usual.least), LEAST_N, MOST_N)),
        surveys=_names("surveys", parts.get("surveys", ())),
        questions=_names("questions", parts.get("questions", ())),
    )


def _severe(given: object) -> SevereRule:
    usual = SevereRule()
    parts = _object(given, usual.__dataclass_fields__)
    scale, score = parts.get("scale", usual.scale), parts.get("score")
    if not isinstance(scale, str) or scale not in SCALES or SCALES[scale].kind == "number":
        known = [one.id for one in SCALES.values() if one.low is not None and one.high is not None]
        if not isinstance(scale, str) or scale not in known:
            raise BadRule("scale", str(scale)[:60], f"one of {', '.join(known)} is allowed")
    signals = _names("signals", parts.get("signals", ()))
    for signal in signals:
        if signal not in SIGNALS:
            raise BadRule("signals", signal[:60], f"{', '.join(SIGNALS)} are allowed")
    if score in {None, ""} and not signals:
        raise BadRule("score", "", "a score, or at least one signal in what people write, is needed")
    return SevereRule(
        scale=scale,
        score=None if score in {None, ""} else _on_scale(score, SCALES[scale]),
        signals=signals,
        surveys=_names("surveys", parts.get("surveys", ())),
        questions=_names("questions", parts.get("questions", ())),
    )


def _silence(given: object) -> SilenceRule:
    usual = SilenceRule()
    parts = _object(given, usual.__dataclass_fields__)
    return SilenceRule(
        expected=_number("expected", parts.get("expected", usual.expected), LEAST_EXPECTED, MOST_EXPECTED),
        per=_choice("per", parts.get("per"), Per, usual.per),
        surveys=_names("surveys", parts.get("surveys", ())),
    )


def _broken(given: object) -> BrokenRule:
    usual = BrokenRule()
    parts = _object(given, usual.__dataclass_fields__)
    watched = _names("parts", parts.get("parts", usual.parts))
    for part in watched:
        if part not in PARTS:
            raise BadRule("parts", part[:60], f"{', '.join(PARTS)} are allowed")
    if not watched:
        raise BadRule("parts", "", f"at least one of {', '.join(PARTS)} is needed")
    return BrokenRule(
        parts=watched,
        bounce_share=_number("bounce_share", parts.get("bounce_share", usual.bounce_share), 0.01, 1.0),
        kiosk_hours=int(_number("kiosk_hours", parts.get("kiosk_hours", usual.kiosk_hours), 1, 720)),
    )


_READERS: Mapping[AlertKind, Callable[[object], Watch]] = {
    AlertKind.CHANGE: _change,
    AlertKind.SEVERE: _severe,
    AlertKind.SILENCE: _silence,
    AlertKind.BROKEN: _broken,
}


def _on_scale(given: object, scale: Scale) -> float:
    low, high = scale.low or 0.0, scale.high or 0.0
    score = _number("score", given, low, high)
    if not float((score - low) / (scale.step or 1)).is_integer():
        raise BadRule("score", f"{score:g}", f"a score of {scale.id}, {low:g} to {high:g}, is allowed")
    return score


def _object(given: object, known: Iterable[str]) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise BadRule("rule", str(given)[:40], "an object is needed")
    for name in given:
        if name not in set(known):
            raise BadRule("rule", str(name)[:40], f"its parts are {', '.join(sorted(known))}")
    return given


def _choice(place: str, given: object, kind: type[_Choice], usual: _Choice) -> _Choice:
    if given in {None, ""}:
        return usual
    try:
        return kind(str(given))
    except ValueError as error:
        raise BadRule(place, str(given)[:60], f"one of {', '.join(kind)} is allowed") from error


def _number(place: str, given: object, low: float, high: float) -> float:
    try:
        number = float(str(given).replace(",", "."))
    except ValueError:
        number = float("nan")
    if isinstance(given, bool) or not low <= number <= high:
        raise BadRule(place, str(given)[:40], f"a number from {low:g} to {high:g} is allowed")
    return number


def _names(place: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > MOST_NAMES:
        raise BadRule(place, str(given)[:60], f"a list of up to {MOST_NAMES} names is allowed")
    for name in given:
        if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_NAME or "\0" in name:
            raise BadRule(place, str(name)[:60], f"names of 1 to {LONGEST_NAME} characters are allowed")
    return tuple(dict.fromkeys(given))
