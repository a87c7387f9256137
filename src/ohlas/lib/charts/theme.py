"""The colours of charts, light and dark: the same as in tokens.css, which a test compares."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Theme:
    """One half of the tokens, by the tokens' own names."""

    surface: str
    ink: str
    ink_soft: str
    line: str
    accent: str
    amber: str
    promoter: str
    passive: str
    detractor: str


LIGHT = Theme(
    surface="#ffffff",
    ink="#1b2426",
    ink_soft="#515d60",
    line="#dfdcd3",
    accent="#0f5b5c",
    amber="#8a4b08",
    promoter="#17706f",
    passive="#98a1a1",
    detractor="#c4532b",
)
DARK = Theme(
    surface="#182022",
    ink="#e6ebe9",
    ink_soft="#a3b1b1",
    line="#2b3639",
    accent="#6cc9c1",
    amber="#f2b866",
    promoter="#4fb3ab",
    passive="#6f7c80",
    detractor="#e98258",
)
THEMES: Mapping[str, Theme] = MappingProxyType({"light": LIGHT, "dark": DARK})


def params(theme: Theme) -> list[dict[str, str]]:
    """The theme's colours under the names that specifications use: they hold expressions, never colours."""
    return [{"name": name, "value": value} for name, value in asdict(theme).items()]


def config(theme: Theme) -> dict[str, Any]:
    """The Vega-Lite configuration of a theme: what is not a mark."""
    return {
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "padding": {"left": 4, "top": 4, "right": 24, "bottom": 4},
        "range": {"category": [theme.promoter, theme.passive, theme.detractor, theme.accent]},
        "axis": {
            "labelColor": theme.ink_soft,
            "titleColor": theme.ink_soft,
            "gridColor": theme.line,
            "domainColor": theme.line,
            "tickColor": theme.line,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelPadding": 6,
            "ticks": False,
        },
    }


def both_themes() -> dict[str, dict[str, Any]]:
    """What charts in the browser need of both themes."""
    return {name: {"params": params(theme), "config": config(theme)} for name, theme in THEMES.items()}
