"""Every template of the library as its respondents see it: whole, in their words, in one small answer."""

import gzip
import re
from html import unescape
from uuid import UUID

import pytest
from django.utils.translation import override

from ohlas.feedback.queries.links import LinkView, Place
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.sending import LEVEL, html_of
from ohlas.feedback.sources.form.showing import form_page
from ohlas.feedback.sources.form.visit import Visit
from ohlas.surveys.queries import Version
from ohlas.surveys.rules import parse_definition
from ohlas.surveys.rules.library import LANGUAGES, library

ALLOWED = 14_336
"""Ten packets: what a server may send before it hears from the browser again."""
ADDRESSES = ("formal", "informal")
ID = UUID(int=7)
ASKS_FOR_MORE = re.compile(r"<(?:link|img|iframe|object|embed|video|audio|source)\b[^>]*", re.IGNORECASE)
MISSING = re.compile(r"\{\{|\[[^\]|<]*\||>None<|<(legend|h1|h2|button|option|label)\b[^>]*>\s*</\1>")


def visit_in(template, language, address, now):
    document = template.definition(LANGUAGES, address, language)
    version = Version(ID, ID, ID, 1, parse_definition(document))
    link = LinkView(
        id=ID,
        organisation_id=ID,
        organisation="Kavárna Sova",
        zone="Europe/Prague",
        survey_id=ID,
        kind=LinkKind.OPEN,
        code="abcdefghjk",
        channel="link",
        language=language,
        unit=Place(),
        employee=Place(),
        contact_id=None,
        contact="",
        attributes={},
        created_at=now,
        expires_at=None,
        used_at=None,
        closed_at=None,
    )
    return Visit(link, version, language, "0123456789abcdefABCDEF", {})


def pages_of(visit):
    for part in visit.parts:
        yield html_of(form_page(visit, part, "/s/abcdefghjk", "6740.0123456789abcdef01234567", {}, ""))


def test_the_library_is_as_large_as_promised():
    assert len(library().templates) >= 12
    assert len(LANGUAGES) == 7


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", library().templates)
def test_a_template_says_everything_in_its_language(name, language, world):
    template = library().templates[name]
    texts = {}
    for address in ADDRESSES:
        visit = visit_in(template, language, address, world.now)
        asked = " ".join(unescape(page) for page in pages_of(visit))
        assert f'<html lang="{language}"' in asked
        assert MISSING.search(asked) is None, MISSING.search(asked)
        for question in visit.path.questions:
            own = question.text[language]
            assert own
            assert own.split("{{")[0] in asked
            for part in (*question.choices, *question.rows):
                assert part.text[language]
                assert part.text[language] in asked
        texts[address] = [question.text[language] for question in visit.definition.questions]
        for end in visit.definition.ends:
            assert end.title[language]
            assert end.text[language]
    speaks_both = any(question.text.speaks_both_ways(language) for question in template.questions)
    assert (texts["formal"] != texts["informal"]) == speaks_both


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_first_page_of_a_template_is_heavier_than_ten_packets(language, world):
    weights = {}
    for name, template in library().templates.items():
        for address in ADDRESSES:
            page = next(pages_of(visit_in(template, language, address, world.now)))
            weights[name, address] = len(gzip.compress(page.encode(), LEVEL, mtime=0))
            assert page.count("<style") == 1
            assert ASKS_FOR_MORE.findall(page) == ['<link rel="icon" href="data:,"']
            assert page.count("<script") == page.count("<script src=") == page.count("defer")
    assert len(weights) == 2 * len(library().templates)
    assert {key: size for key, size in weights.items() if size > ALLOWED} == {}


def test_a_template_does_not_fall_back_to_english(world):
    template = next(iter(library().templates.values()))
    with override("en"):
        english = visit_in(template, "en", "formal", world.now)
        page = next(pages_of(visit_in(template, "cs", "formal", world.now)))
    for question in english.path.questions:
        assert question.text["en"] not in unescape(page)
    assert "Send answers" not in page
