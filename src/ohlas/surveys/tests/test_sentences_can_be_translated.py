"""Remarks and changes are whole sentences known to the catalogues, said with names people know."""

import copy
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from django.utils.translation import override

from ohlas.surveys import rules
from ohlas.surveys.pages.saying import say
from ohlas.surveys.rules import Message, compare, parse_definition, remarks
from ohlas.surveys.rules.reading import read_document
from ohlas.surveys.rules.saying import said, said_of
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, choices, questionnaire

KEYWORDS = {"said": None, "said_of": (2, 3)}
BURDEN = questionnaire(
    *(asked(f"t{n}", "text", required=True) for n in range(60)),
    asked("a", "csat", required=True, touchpoint="till"),
    asked("b", "csat10", touchpoint="till"),
    asked("s", "single", choices=choices(*(f"c{n}" for n in range(14)))),
    asked("none", "single"),
    asked("lone", "single", choices=choices("a")),
    asked("grid", "matrix", rows=choices(*(f"r{n}" for n in range(11)))),
    asked("rowless", "matrix"),
    asked("dead", show_if={"any": []}),
    {"id": "p", "type": "nps", "text": {"en": "Our excellent till and shop {{a}}?"}, "help": {"en": "H"}},
    {"id": "bare", "type": "text", "text": {}},
    languages=["en", "cs"],
    brand={"colour": "#ffcc00"},
)


def catalogue() -> set[str]:
    found: set[str] = set()
    for path in Path(rules.__file__).parent.rglob("*.py"):
        for _line, words, _comments, _context in extract_from_file("python", str(path), keywords=KEYWORDS):
            found |= {words} if isinstance(words, str) else {one for one in words if one}
    return found


def messages() -> list[Message]:
    told = remarks(read_document(BURDEN).definition, {"Autumn": parse_definition(AFTER_PURCHASE)})
    new = copy.deepcopy(AFTER_PURCHASE)
    new["questions"][0].update(type="csat", required=False, touchpoint="x")
    new |= {"layout": "page", "address": "informal", "anonymous": True, "languages": ["en"], "quotas": []}
    changes = compare(parse_definition(AFTER_PURCHASE), parse_definition({**new, "default_language": "en"}))
    inner = [
        value for one in changes.changes for _, value in one.sentence.given if isinstance(value, Message)
    ]
    assert len({one.kind for one in told}) >= 14
    assert len(inner) >= 3
    return [*(one.sentence for one in told), *(one.advice for one in told), *inner] + [
        one.sentence for one in changes.changes
    ]


def test_every_sentence_is_found_by_the_catalogues_and_can_be_said():
    known = catalogue()
    for message in messages():
        assert message.words in known
        assert not message.plural or message.plural in known
        assert "%(" not in say(message)
        assert "%(" not in str(message)


def test_names_are_said_as_people_know_them():
    old = parse_definition(questionnaire(asked("a", "nps")))
    new = parse_definition(questionnaire(asked("a", "stars"), languages=["en", "cs"]))
    sentences = [say(one.sentence) for one in compare(old, new).changes]
    assert "“About a?”: the type was “Recommendation, 0 to 10” and is “Stars, 1 to 5”." in sentences
    assert "The language čeština is new; compare trends by language." in sentences


@pytest.mark.parametrize(("count", "words"), [(1, "1 row."), (2, "2 rows."), (0, "0 rows.")])
def test_one_and_many_are_said_apart(count, words):
    message = said_of(count, "%(count)d row.", "%(count)d rows.")
    with override("en"):
        assert str(message) == say(message) == words


def test_a_sentence_stands_inside_another_and_markup_stays_text():
    inner = said("it is %(what)s.", what="100 % <b>")
    assert say(said("“%(one)s”: %(other)s", one="%(x)s", other=inner)) == "“%(x)s”: it is 100 % <b>."
