"""What callers press on their keypad, and what a voice system sends us of it."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ohlas.outreach.errors import BadSetting
from ohlas.outreach.rules.gateway import found_at

TWO_KEYS, STAR = "two_keys", "star"
TENS = ((TWO_KEYS, "1 0"), (STAR, "*"))
SIGNATURE = "X-Ohlas-Signature"
"""`sha256=` and the HMAC-SHA256 of the body in hexadecimal, keyed with the secret."""
_KEYS = re.compile(r"[0-9*#]{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keypad:
    """How a voice system was set up; `ten` says how 10 is pressed where the scale has it."""

    survey: str = ""
    unit: str = ""
    ten: str = TWO_KEYS
    call_at: str = "call_id"
    from_at: str = "from"
    digits_at: str = "digits"


@dataclass(frozen=True, slots=True)
class Pressed:
    """One finished call: its id, the caller, and the keys in the order of the questions."""

    call_id: str
    number: str
    keys: tuple[str, ...]
    scores: Mapping[str, str]


def read_keypad(given: Mapping[str, object]) -> Keypad:
    """Errors: `BadSetting`."""
    ten = str(given.get("ivr_ten") or TWO_KEYS)
    if ten not in {TWO_KEYS, STAR}:
        raise BadSetting("ivr_ten", ten[:20], f"{TWO_KEYS} or {STAR} is allowed")
    usual = Keypad()
    return Keypad(
        survey=str(given.get("ivr_survey") or ""),
        unit=str(given.get("ivr_unit") or ""),
        ten=ten,
        call_at=str(given.get("ivr_call") or usual.call_at),
        from_at=str(given.get("ivr_from") or usual.from_at),
        digits_at=str(given.get("ivr_digits") or usual.digits_at),
    )


def pressed_in(keypad: Keypad, document: object) -> Pressed:
    """What a call says; `scores` names questions where the voice system asks several."""
    scores = document.get("scores") if isinstance(document, Mapping) else None
    named = {str(name): str(keys) for name, keys in scores.items()} if isinstance(scores, Mapping) else {}
    keys = found_at(document, keypad.digits_at)
    return Pressed(
        call_id=found_at(document, keypad.call_at)[:120],
        number=found_at(document, keypad.from_at)[:40],
        keys=tuple(keys.split(",")[:50]) if keys else (),
        scores=dict(list(named.items())[:50]),
    )


def score_of(keys: str, low: int, high: int, ten: str) -> int | None:
    """The score pressed, a closing # aside; None for what is none of the scale's.

    Where ten is `*`, "10" is no score: nobody knows whether the 0 was meant.
    """
    text = keys.strip().removesuffix("#")
    if not _KEYS.fullmatch(text):
        return None
    if text == "*":
        return 10 if ten == STAR and low <= 10 <= high else None  # noqa: PLR2004 - ten is what the star stands for
    if not text.isdecimal() or (text == "10" and ten == STAR) or (len(text) > 1 and text.startswith("0")):
        return None
    score = int(text)
    return score if low <= score <= high else None


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether the body carries the signature of the secret."""
    expected = "sha256=" + hmac.digest(secret.encode(), body, "sha256").hex()
    return hmac.compare_digest(expected.encode(), signature.encode(errors="replace"))
