"""Charts as pictures, drawn by the server. The only file that loads vl-convert, which starts V8.

After the first picture a process must not fork: start children by spawn.
"""

import json
from typing import TYPE_CHECKING, Any

from ohlas.lib.charts.theme import LIGHT, Theme, config, params

if TYPE_CHECKING:
    from ohlas.lib.charts.specs import Spec

VERSION = "6.4"
WIDTH = 720


def to_svg(spec: "Spec", theme: Theme = LIGHT, width: int = WIDTH) -> str:
    """The chart as SVG text.

    Errors: ValueError of vl-convert for a specification that is no Vega-Lite.
    """
    import vl_convert

    return str(
        vl_convert.vegalite_to_svg(_ready(spec, theme, width), vl_version=VERSION, config=config(theme))
    )


def to_png(spec: "Spec", theme: Theme = LIGHT, width: int = WIDTH, scale: float = 2.0) -> bytes:
    """The chart as PNG bytes, on the theme's paper."""
    import vl_convert

    colours = {**config(theme), "background": theme.surface}
    ready = _ready(spec, theme, width)
    return bytes(vl_convert.vegalite_to_png(ready, vl_version=VERSION, config=colours, scale=scale))


def _ready(spec: "Spec", theme: Theme, width: int) -> dict[str, Any]:
    """A picture has no container: it gets a width, and no links, which it could not follow."""
    fixed: dict[str, Any] = json.loads(json.dumps(spec))
    fixed["width"] = width
    fixed["params"] = params(theme)
    for layer in fixed["layer"]:
        layer["encoding"].pop("href", None)
    return fixed
