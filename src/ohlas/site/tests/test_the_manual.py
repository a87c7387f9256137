"""The manual stands inside the product: every page opens, every link leads somewhere, nothing outside is shown."""

import re

import pytest
from django.test import Client

from ohlas.metrics.registry import MEASURES
from ohlas.site.handbook import ROOT, contents, file_at, page_at

PAGES = sorted(str(file.relative_to(ROOT).with_suffix("")) for file in ROOT.rglob("*/*.md"))


def test_the_contents_name_every_shelf() -> None:
    answer = Client().get("/help/")
    assert answer.status_code == 200
    assert all(entries for _shelf, entries in contents())


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(path: str) -> None:
    page = page_at(path)
    assert page is not None
    for link in re.findall(r'(?:href|src)="/help/([^"#]+)', page.html):
        assert page_at(link.rstrip("/")) or file_at(link), f"{path} leads to {link}"


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_every_measure_has_its_page(measure: object) -> None:
    assert page_at(getattr(measure, "docs", "")) is not None


@pytest.mark.parametrize(
    "path", ["../pyproject", "metrics/../../../README", "/etc/passwd", "nothing/here", ""]
)
def test_nothing_outside_the_manual_can_be_read(path: str) -> None:
    assert page_at(path) is None
    assert file_at(f"{path}.png") is None


def test_a_page_cannot_bring_scripts() -> None:
    from ohlas.site import handbook

    html = handbook._html("# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))", "a/b")
    assert "<script" not in html
    assert 'href="javascript' not in html
