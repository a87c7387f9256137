"""The brand a respondent sees: its name, its colour made readable, and the style of the page."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ohlas.surveys.rules.contrast import AGAINST_DARK, AGAINST_WHITE, readable
from ohlas.surveys.rules.logos import LogoSize, logo_size

STYLE = Path(__file__).resolve().parent.parent / "static" / "surveys" / "respond.css"
OURS = "#0b6e69"
"""Where the questionnaire names no colour."""
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLogo:
    """A picture beside which the page is whole: without it, its name is read."""

    address: str
    size: LogoSize


@dataclass(frozen=True, slots=True)
class PageBrand:
    name: str
    style: SafeString
    logo: PageLogo | None = None


def page_brand(name: str, colour: str | None, logo: str | None = None) -> PageBrand:
    """The brand with its colour darkened or lightened until it can be read in both lights."""
    chosen = colour if colour and _COLOUR.fullmatch(colour) else OURS
    return PageBrand(name, _style(chosen.lower()), page_logo(logo))


def page_logo(name: str | None) -> PageLogo | None:
    size = logo_size(name) if name else None
    return PageLogo(reverse("brand:logo", kwargs={"name": name}), size) if size else None


@cache
def _style(colour: str) -> SafeString:
    day, night = readable(colour, AGAINST_WHITE), readable(colour, AGAINST_DARK)
    colours = (
        f":root{{--brand:{day};--on:{AGAINST_WHITE}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--brand:{night};--on:{AGAINST_DARK}}}}}"
        # The page's own ground is a shade darker than the cards': brand words on it need their contrast too.
        f"@media(prefers-color-scheme:light){{:root{{--brand:{readable(day, '#eef1f2')}}}}}"
    )
    return mark_safe(colours + _small(STYLE.read_text(encoding="utf-8")))  # noqa: S308 - our file, checked colours


def _small(style: str) -> str:
    """Without comments and line ends."""
    return re.sub(r"\s*\n\s*", "", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)).strip()
