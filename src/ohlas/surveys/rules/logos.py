"""Names of logos: all a page needs to show one stands in the name, so that no look-up is needed.

`<digest>-<width>x<height>-<ground>.webp`: by its digest the file behind a name never changes.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

_NAME = re.compile(r"[0-9a-f]{40}-([1-9][0-9]{0,2})x([1-9][0-9]?)-(any|light|dark)\.webp")
SHOWN = (192, 48)
"""The box a logo is shown in, in CSS pixels; half of what is kept."""


@dataclass(frozen=True, slots=True)
class LogoSize:
    """How large a logo is shown, and on which ground it can be seen."""

    width: int
    height: int
    ground: str


def logo_name(content: bytes, width: int, height: int, ground: str) -> str:
    return f"{sha256(content).hexdigest()[:40]}-{width}x{height}-{ground}.webp"


def logo_size(name: str) -> LogoSize | None:
    """None for what is no name of ours, such as one brought along in a shared file."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    width, height = int(found[1]), int(found[2])
    scale = min(SHOWN[0] / width, SHOWN[1] / height, 1)
    return LogoSize(max(1, round(width * scale)), max(1, round(height * scale)), found[3])
