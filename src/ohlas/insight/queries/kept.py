"""Tallies and pictures that were made before: kept in this process, and on disk for all processes of the house.

A tally is kept under the version of the facts it was counted from, so it can never be stale: a new answer makes
a new version. Nothing a person wrote is ever kept here, only counts.
"""

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from threading import Lock
from typing import Any, Generic, TypeVar

from django.core.cache.backends.filebased import FileBasedCache

from ohlas import __version__
from ohlas.engine import FactStore, Query, Result, rolled_up
from ohlas.engine import run as ask_engine
from ohlas.insight.queries.derived import Relatives
from ohlas.lib.charts import THEMES, Spec, to_svg
from ohlas.lib.config import config

SLOW_S = 0.01
"""What took less is counted again rather than read from disk."""
MOST_CELLS = 400_000
"""Cells of tallies held in one process: some 60 MB."""
VALUE_CELLS = 1_500
"""What something made from tallies counts as: the heat table of a page, rounded up."""
MOST_PICTURES = 256
MOST_LETTERS = 20_000_000
"""Characters of written tiles held in one process."""
_DAY_S = 86_400
_MOST_FILES = 3_000
_Found = TypeVar("_Found")


class _Shelf(Generic[_Found]):
    """The latest used, up to a total size; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, tuple[_Found, int]] = OrderedDict()
        self._turn = Lock()

    def get(self, key: str) -> _Found | None:
        with self._turn:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def clear(self) -> None:
        with self._turn:
            self._kept.clear()
            self._size = 0

    def put(self, key: str, found: _Found, size: int) -> None:
        with self._turn:
            if key in self._kept or size > self._most // 4:
                return
            self._kept[key] = (found, size)
            self._size += size
            while self._size > self._most:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed


_results: _Shelf[Result] = _Shelf(MOST_CELLS)
_relatives = Relatives()
_pictures: _Shelf[str] = _Shelf(MOST_PICTURES)
_written: _Shelf[str] = _Shelf(MOST_LETTERS)
_values: _Shelf[Any] = _Shelf(MOST_CELLS)  # whatever the caller computes, by its own key


def run(store: FactStore, query: Query) -> Result:
    """The engine's tallies, counted once per version of the facts, or put together from finer ones in memory.

    Errors: as the engine's `run`.
    """
    state = state_of(store, query)
    if state is None:
        return ask_engine(store, query)
    # A set is written in another order by every process, so the units in sight stand apart.
    units = "all" if query.scope_units is None else " ".join(sorted(query.scope_units))
    key = _digest("tally", store.url, state, repr(replace(query, scope_units=None)), units)
    family = _digest("family", store.url, state, query.organisation, query.scale, units)
    found = _results.get(key) or _derived(store, family, query)
    if found is None:
        found = _kept(_results, key, lambda: ask_engine(store, query), _cells)
    else:
        _results.put(key, found, _cells(found))
    _relatives.note(family, key, query)
    return found


def _derived(store: FactStore, family: str, query: Query) -> Result | None:
    """From the smallest tally in memory that holds it."""
    held = [found for key in _relatives.finer(family, query) if (found := _results.get(key)) is not None]
    for finer in sorted(held, key=lambda found: len(found.rows)):
        made = rolled_up(store, query, finer)
        if made is not None:
            return made
    return None


def state_of(store: FactStore, query: Query) -> str | None:
    """Which facts a query is answered from; None before the first."""
    snapshot = store.snapshot(query.table)
    if snapshot is None:
        return None
    others = " ".join(str(store.version(name)) for name in ("comments", "cube", "left_out"))
    return f"{snapshot.folder} {snapshot.version} {others}"


def computed(parts: tuple[object, ...], compute: Callable[[], _Found]) -> _Found:
    """Something slow made from a tally: the parts name the tally's state and everything else it hangs on."""
    found: _Found = _kept(_values, _digest("value", *parts), compute, lambda _: VALUE_CELLS)
    return found


def written(parts: tuple[object, ...], write: Callable[[], str]) -> str:
    """A tile as the page shows it. In this process only: another version of Ohlas may write it otherwise."""
    key = _digest("tile", *parts)
    found = _written.get(key)
    if found is None:
        found = write()
        _written.put(key, found, len(found))
    return found


def drawn(spec: Spec, theme: str, width: int) -> str:
    """A chart as SVG; the same specification is drawn once."""
    key = _digest("picture", json.dumps(spec, sort_keys=True), theme, width)
    return _kept(_pictures, key, lambda: to_svg(spec, THEMES[theme], width), lambda _: 1)


def forget_all() -> None:
    """Every tally and picture again: for measurements, and for whoever doubts what is kept."""
    for shelf in (_results, _pictures, _written, _values):
        shelf.clear()
    _relatives.clear()
    _disk().clear()


def _kept(
    shelf: _Shelf[_Found], key: str, compute: Callable[[], _Found], size: Callable[[_Found], int]
) -> _Found:
    found = shelf.get(key)
    if found is not None:
        return found
    found = _disk().get(key)
    if found is None:
        began = time.perf_counter()
        found = compute()
        if time.perf_counter() - began >= SLOW_S:
            _disk().set(key, found)
    shelf.put(key, found, size(found))
    return found


@lru_cache(maxsize=1)
def _disk() -> FileBasedCache:
    folder = config().home / "kept" / "figures"
    return FileBasedCache(str(folder), {"TIMEOUT": _DAY_S, "OPTIONS": {"MAX_ENTRIES": _MOST_FILES}})


def _digest(*parts: object) -> str:
    """Another version may hold other things under the same name, so it begins anew."""
    return hashlib.sha256("\n".join(map(str, (__version__, *parts))).encode()).hexdigest()


def _cells(result: Result) -> int:
    return 20 + sum(len(row.counts.cells) + 2 for row in result.rows)
