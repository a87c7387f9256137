"""A dashboard of 12 tiles over 10 million facts as a PDF: from the question to the file's bytes.

Cold is the first report after the facts changed, counting included. The reference is Typst alone, setting the same
pages from figures and pictures that are ready; the two take turns. The workbook and the slides are timed beside it.
"""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.dashboard import NOW, TILES, _forget, _house
from benchmarks.tally import CHUNK, FACTS, filled_store

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
PDF_S = 5.0


def run() -> list[dict[str, object]]:
    store = filled_store()
    os.environ["FACTS_URL"] = store.url
    _, address = _house()
    board = address.rstrip("/").rpartition("/")[2]

    from ohlas.lib.papers import pdf_of
    from ohlas.lib.reports import Format, file_of
    from ohlas.lib.reports.pages import _template, _values

    report = _report(board)
    assert len(report.tiles) == len(TILES)
    values, files = _values(report)
    cold, typst = [], []
    for _ in range(ROUNDS):
        _forget()
        cold.append(_timed(lambda: file_of(_report(board), Format.PDF)))
        typst.append(_timed(lambda: pdf_of(_template(), values, made_at=NOW, files=files)))
    ours, theirs = max(cold), statistics.median(typst)
    rows: list[dict[str, object]] = [
        {
            "name": f"report: 12-tile PDF over {FACTS // CHUNK} million facts, cold",
            "value": round(ours, 3),
            "unit": f"s (limit {PDF_S:g})",
            "reference": f"{theirs:.3f} s, Typst alone on the same pages, figures and pictures ready",
            "ratio": round(ours / theirs, 3),
        }
    ]
    for kind in (Format.PDF, Format.XLSX, Format.PPTX):
        warm = statistics.median(_timed(lambda: file_of(_report(board), kind)) for _ in range(ROUNDS))  # noqa: B023 - asked at once
        rows.append({"name": f"report: the same as {kind.value}, warm", "value": round(warm, 3), "unit": "s"})
    return rows


def _report(board: str):
    """Counted and said for the benchmark's owner."""
    from ohlas.accounts.access import actor_for
    from ohlas.accounts.models import User
    from ohlas.insight.access import board_for
    from ohlas.insight.pages.reports import made_report
    from ohlas.insight.rules import Selection

    actor = actor_for(User.objects.get(email="owner@bench.example"), "bench")
    return made_report(
        actor=actor,
        board=board_for(actor, board),
        selection=Selection(),
        now=NOW,
        language="en",
        reader="Owner",
    )


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
