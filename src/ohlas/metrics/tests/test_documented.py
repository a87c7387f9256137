"""Every measure has its page, and what the pages work out is true."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from ohlas.metrics import MEASURES, counts_of

PAGES = Path(__file__).parents[4] / "docs" / "metrics"
SECTIONS = ("Formula", "Worked table", "Limits", "Usual range", "Source")


def worked_rows(text):
    table = text.split("## Worked table")[1].split("## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if "×" in line
    ]
    return [row for row in rows if len(row) == 5]


def answers_in(cell):
    return {float(value): int(n) for value, n in re.findall(r"([\d.]+) × (\d+)", cell)}


def printed(value, like):
    if value is None:
        return "–"
    decimals = len(like.partition(".")[2])
    return f"{value:.{decimals}f}".replace("-", "−")


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_every_measure_has_a_full_page(measure):
    text = (PAGES.parent / f"{measure.docs}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {measure.title} (`{measure.id}`)")
    assert f"Scale: `{measure.scale.id}`" in text
    assert f"Unit: {measure.unit}. Better: {measure.better}." in text
    for section in SECTIONS:
        body = text.split(f"\n## {section}\n")[1].split("\n## ")[0]
        assert body.strip(), f"{section} is empty"


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_the_worked_table_is_true(measure):
    rows = worked_rows((PAGES / f"{measure.id}.md").read_text(encoding="utf-8"))
    assert len(rows) >= 2
    for answers, n, *figures in rows:
        found = measure.score(counts_of(answers_in(answers)))
        assert found.n == int(n)
        values = (found.value, found.low, found.high)
        assert figures == [printed(value, like) for value, like in zip(values, figures, strict=True)]


def test_the_index_names_every_page():
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    missing = [
        page.name for page in PAGES.glob("*.md") if page.name != "index.md" and f"({page.name})" not in index
    ]
    assert not missing


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_examples_in_code_are_true(page):
    text = page.read_text(encoding="utf-8").replace("```", "")
    example = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    runner, said = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE), []
    runner.run(example, out=said.append)
    assert not runner.summarize(verbose=False).failed, "".join(said)
