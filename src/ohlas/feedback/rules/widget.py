"""What a widget's frame is told about the page around it; nothing in it is believed before it is checked."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

CHANNEL = "widget"
MOST = 2_000
"""Characters of what stands in the frame's address."""
MOST_OF_A_PATH = 200
MOST_OF_A_VALUE = 100
_ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Around:
    """The page a widget stands in: its origin, its path, what it told about the visitor."""

    origin: str
    path: str
    told: Mapping[str, str]


def around_of(given: str) -> Around | None:
    """What the frame's address says; None for anything the script would not have written."""
    if len(given) > MOST:
        return None
    try:
        said = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    origin, path, told = said.get("o"), said.get("p", ""), said.get("a", {})
    if not (isinstance(origin, str) and isinstance(path, str) and isinstance(told, dict)):
        return None
    if not _ORIGIN.fullmatch(origin) or not all(isinstance(one, str) for one in told.values()):
        return None
    return Around(origin, _plain(path)[:MOST_OF_A_PATH], {name: _plain(one) for name, one in told.items()})


def marks_of(around: Around, names: tuple[str, ...]) -> dict[str, str]:
    """The attributes kept with an answer: the page, and of what it told only what was asked for."""
    told = {name: around.told[name][:MOST_OF_A_VALUE] for name in names if around.told.get(name)}
    return {**told, **({"page": around.path} if around.path else {})}


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
