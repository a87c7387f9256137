"""Whether a brand's colour can be read, and the nearest one that can."""

AGAINST_WHITE = "#ffffff"
AGAINST_DARK = "#12181c"
"""The page in dark mode."""
READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA), text of usual size."""
_STEPS = 64


def contrast(first: str, second: str) -> float:
    """Contrast of two colours #rrggbb, from 1 (none) to 21 (black on white).

    Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str, against: str = AGAINST_WHITE, ratio: float = READABLE) -> bool:
    return contrast(colour, against) >= ratio


def readable(colour: str, against: str = AGAINST_WHITE, ratio: float = READABLE) -> str:
    """The colour itself when it can be read, else the nearest shade of it that can.

    It is mixed with black on a light ground and with white on a dark one, so its hue stays.
    """
    towards = (0, 0, 0) if _luminance(against) > _MIDDLE else (255, 255, 255)
    parts = _parts(colour)
    for step in range(_STEPS + 1):
        share = step / _STEPS
        mixed = _hex([round(part + (end - part) * share) for part, end in zip(parts, towards, strict=True)])
        if is_readable(mixed, against, ratio):
            return mixed
    return _hex(towards)


_STRAIGHT = 0.04045
"""Up to here sRGB is linear."""
_MIDDLE = 0.179
"""Luminance at which black and white contrast equally."""


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _STRAIGHT else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(parts: tuple[int, ...] | list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)
