"""Paper: a Typst template and plain values become a tagged PDF (PDF/UA-1), or a picture of its first page.

Typst is loaded where it is used: most processes never print. Only the fonts inside its wheel are taken, so a
page looks the same on every machine; they write Latin and Cyrillic: `SERIF` for text, `MONO` for addresses.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from typst import Fonts

SERIF = "Libertinus Serif"
MONO = "DejaVu Sans Mono"
PPI = 96
"""Of a picture to look at on a screen."""
UNKNOWN_SIGN = "□"
"""What stands for signs that no font here has, such as emoji: PDF/UA allows no gap and no guess."""
MOST_SIGNS = 60
"""How many kinds of such signs are replaced one after another before a paper is given up."""
_COMPLAINT = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_FAR = "\u2e80-\ud7ff\uf900-\ufdff\ufe30-\ufffd\U00010000-\U0010ffff"
"""Scripts of East Asia, and emoji: none of our fonts writes any of them."""
_BETWEEN = "\u200d\ufe0e\ufe0f"
"""What joins emoji to one sign, and says how it is drawn."""
HEAD = b'#let values = json(bytes(sys.inputs.at("values")))\n'
"""Before every template: what was given, as data. Nothing in it is ever read as markup."""


class BadPaper(ValueError):
    """A template that Typst refuses; `str()` is its complaint, for whoever wrote the template."""


def pdf_of(
    template: str,
    values: Mapping[str, object],
    *,
    made_at: datetime,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """The document as PDF/UA-1: tagged, its fonts inside, the same bytes for the same input.

    Shape:  the template reads `values` (JSON) and `files` by name, e.g. `image("logo.png", alt: "…")`; it must
            set a title (`set document(title: …)`) and a language, and give every picture an `alt`.
    Errors: `BadPaper`.
    Source: ISO 14289-1.
    """
    return _compiled(template, values, files or {}, made_at, "pdf")[0]


def pictures_of(
    template: str, values: Mapping[str, object], *, files: Mapping[str, bytes] | None = None, ppi: int = PPI
) -> list[bytes]:
    """Each page as a PNG. Errors: `BadPaper`."""
    return _compiled(template, values, files or {}, None, "png", ppi)


def _compiled(  # noqa: PLR0917 - Typst's own choices
    template: str,
    values: Mapping[str, object],
    files: Mapping[str, bytes],
    made_at: datetime | None,
    kind: Literal["pdf", "png"],
    ppi: int = PPI,
) -> list[bytes]:
    """Tried again without the signs no font has: people write what they like, and a paper is made all the same."""
    told, unknown = json.dumps(values, ensure_ascii=False), ""
    while True:
        try:
            return _tried(template, told, files, made_at, kind, ppi)
        except BadPaper as refused:
            found = _COMPLAINT.search(str(refused))
            signs = "".join(set(found[1]) - set(unknown) - {UNKNOWN_SIGN}) if found else ""
            if not signs or len(unknown) > MOST_SIGNS:
                raise
            unknown += signs
            told = _without(told, unknown)
            files = {name: _drawn_without(name, content, unknown) for name, content in files.items()}


def _without(told: str, signs: str) -> str:
    one = f"[{_FAR}{re.escape(signs)}]"
    return re.sub(f"{one}(?:[{_BETWEEN}]*{one})*[{_BETWEEN}]*", UNKNOWN_SIGN, told)


def _drawn_without(name: str, content: bytes, signs: str) -> bytes:
    return _without(content.decode(), signs).encode() if name.endswith(".svg") else content


def _tried(  # noqa: PLR0917 - as above
    template: str,
    told: str,
    files: Mapping[str, bytes],
    made_at: datetime | None,
    kind: Literal["pdf", "png"],
    ppi: int,
) -> list[bytes]:
    import typst

    with TemporaryDirectory(prefix="ohlas-paper-") as folder:
        for name, content in files.items():
            (Path(folder) / _plain(name)).write_bytes(content)
        try:
            made: Any = typst.compile(  # type: ignore[type-var]  # its stub forgets ready-made fonts
                HEAD + template.encode(),
                root=folder,
                font_paths=_fonts(),
                format=kind,
                ppi=ppi,
                sys_inputs={"values": told},
                pdf_standards=["ua-1"] if kind == "pdf" else [],
                timestamp=int(made_at.timestamp()) if made_at else None,
            )
        except typst.TypstError as error:
            raise BadPaper(str(error)) from error
    if made is None:
        return []
    return made if isinstance(made, list) else [made]


def _plain(name: str) -> str:
    """A file's own name: nothing is written outside the folder."""
    if PurePosixPath(name).name != name or name.startswith("."):
        raise BadPaper(f"“{name}” is no plain file name.")
    return name


@cache
def _fonts() -> "Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False)
