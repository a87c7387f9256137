"""A widget's script as it travels: its settings and the one program, small, compressed, the same for everybody."""

import gzip
import json
import re
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from django.utils.translation import override, pgettext

from ohlas.outreach.queries.widgets import WidgetView
from ohlas.outreach.rules.widgets import WidgetSettings
from ohlas.surveys.rules.contrast import AGAINST_WHITE, readable
from ohlas.surveys.rules.library import LANGUAGES

SOURCE = Path(__file__).resolve().parents[2] / "static" / "outreach" / "widget" / "widget.js"
CLOSED = b"/* This widget is closed. */\n"
LIVES_S = 300
"""How long a browser keeps it: a change is seen within so many seconds."""


def script_of(widget: WidgetView) -> bytes:
    """What the snippet in a page loads; nothing but a remark where the widget is closed."""
    if not widget.is_open:
        return CLOSED
    given = json.dumps(_settings(widget.key, widget.settings), ensure_ascii=True, separators=(",", ":"))
    return f"({_program()})({given});\n".encode()


@lru_cache(maxsize=200)
def packed(script: bytes) -> tuple[bytes, str]:
    """Compressed, and its tag for a browser that has it already."""
    return gzip.compress(script, 9, mtime=0), f'"{sha256(script).hexdigest()[:20]}"'


def _settings(key: str, given: WidgetSettings) -> dict[str, object]:
    return {
        "key": key,
        "mode": given.mode.value,
        "origins": given.domains,
        "delay": given.delay_s,
        "event": given.event,
        "selector": given.selector,
        "pages": given.pages,
        "not": given.not_pages,
        "who": given.visitors,
        "send": given.send,
        "share": given.share,
        "days": given.days,
        "memory": given.memory.value,
        "address": given.address.value,
        "lang": given.language,
        "label": given.label,
        "colour": readable(given.colour.lower(), AGAINST_WHITE),
        "words": _words(),
    }


@cache
def _words() -> dict[str, tuple[str, str, str]]:
    """What the widget itself says, in every language: to close it, its name, its tab."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = (
                pgettext("respondent", "Close"),
                pgettext("respondent", "Questionnaire"),
                pgettext("respondent", "Your opinion"),
            )
    return said


@cache
def _program() -> str:
    """Without comments on lines of their own, indentation and the closing semicolon."""
    lines = (line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines())
    kept = [re.sub(r"\s{2}//.*$", "", line) for line in lines if line and not line.startswith("//")]
    return "\n".join(kept)
