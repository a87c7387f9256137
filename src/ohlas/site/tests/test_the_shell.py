"""The shell shows only places that lead somewhere, and nothing inline that the policy would block."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from ohlas.accounts.rules import Permission
from ohlas.site.navigation import places

PAGE = '{% extends "shell.html" %}{% block title %}A & B{% endblock %}'


@dataclass(frozen=True)
class _Organisation:
    slug: str = "sova"
    name: str = "Sova <b>"
    is_sample: bool = True


@dataclass(frozen=True)
class _Actor:
    organisation: _Organisation = field(default_factory=_Organisation)
    permissions: frozenset[Permission] = frozenset()
    user_id: None = None


def _rendered(source: str) -> str:
    request = RequestFactory().get("/o/sova/dashboard/")
    request.user = AnonymousUser()
    request.actor = _Actor()
    return engines["django"].from_string(source).render({}, request)


def test_the_title_stands_in_the_tab_and_over_the_page() -> None:
    html = _rendered(PAGE)
    assert "<title>A & B · Sova &lt;b&gt;</title>" in html
    assert "<h1>A & B</h1>" in html, html[html.find("<h1") :][:80]


@pytest.mark.parametrize(
    "template", ["shell.html", "plain.html", "400.html", "403.html", "404.html", "405.html", "500.html"]
)
def test_no_page_carries_inline_styles_or_scripts(template: str) -> None:
    html = _rendered('{% extends "' + template + '" %}')
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", html)


def test_a_person_without_rights_is_offered_what_is_said_to_everybody_only() -> None:
    assert [place.title for place in places("sova", frozenset(), "/")] == ["Direction"]


def test_a_page_that_is_not_built_is_left_out() -> None:
    for place in places("sova", frozenset(Permission), "/"):
        assert place.links


@pytest.mark.parametrize(
    "sheet", sorted((Path(__file__).resolve().parents[2]).glob("*/static/**/*.css")), ids=lambda p: p.name
)
def test_a_style_sheet_closes_what_it_opens(sheet: Path) -> None:
    if sheet.parent.name == "vendor":
        return
    depth = 0
    for letter in re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
