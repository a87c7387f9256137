"""The manual inside the product: the files of docs/ as pages, read once per process.

`handbook` beside this file is docs/ itself; a built package carries a copy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import normpath

ROOT = Path(__file__).parent / "handbook"
SHELVES = ("tutorials", "how-to", "metrics", "explanation", "reference")
"""The folders on the contents page, in their order; the rest is for those who build the house."""
OTHER_FILES = frozenset({".json", ".png"})
_NAME = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*")


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    path: str
    title: str


@dataclass(frozen=True)
class Page:
    """A page ready to show; `html` holds nothing but what Markdown allows."""

    path: str
    title: str
    html: str


@cache
def contents() -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Every shelf with its pages, an index first, then by title."""
    return tuple((shelf, tuple(_entries(shelf))) for shelf in SHELVES)


@cache
def page_at(path: str) -> Page | None:
    """The page of this address, or None; nothing outside the folder can be named."""
    file = ROOT / f"{path}.md"
    if not _NAME.fullmatch(path) or not file.is_file():
        return None
    words = file.read_text(encoding="utf-8")
    return Page(path, _title(words), _html(words, path))


def file_at(path: str) -> Path | None:
    """A picture or a schema that a page shows or links to."""
    name = PurePosixPath(path)
    if name.suffix not in OTHER_FILES or not _NAME.fullmatch(str(name.with_suffix(""))):
        return None
    file = ROOT / name
    return file if file.is_file() else None


def _entries(shelf: str) -> Iterator[Entry]:
    files = [(file.stem, _title(file.read_text(encoding="utf-8"))) for file in (ROOT / shelf).glob("*.md")]
    for stem, title in sorted(files, key=lambda found: (found[0] != "index", found[1].casefold())):
        yield Entry(f"{shelf}/{stem}", title)


def _title(words: str) -> str:
    first = words.lstrip().partition("\n")[0]
    return first.lstrip("# ").replace("`", "")


def _html(words: str, path: str) -> str:
    """Raw HTML in a page is shown as text, never run."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(words)
    for token in (child for block in tokens for child in (block.children or ())):
        for name in ("href", "src"):
            if name in token.attrs:
                token.attrs[name] = _address(str(token.attrs[name]), path)
    # the page's own title stands in its heading already
    start = 3 if tokens and tokens[0].tag == "h1" else 0
    return str(reader.renderer.render(tokens[start:], reader.options, {}))


def _address(link: str, path: str) -> str:
    """Links between files become links between pages; places outside docs/ are not in the product."""
    place, _, part = link.partition("#")
    if not place or "://" in place or place.startswith(("/", "mailto:")):
        return link
    target = normpath(str(PurePosixPath(path).parent / place))
    if target.startswith(".."):
        return "#content"
    address = f"/help/{target.removesuffix('.md')}" + ("/" if target.endswith(".md") else "")
    return f"{address}#{part}" if part else address
