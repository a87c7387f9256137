"""What respondents read exists in every language they have, for every word the pages can say."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

import ohlas
from ohlas.feedback.rules.links import LinkKind
from ohlas.surveys.tests.questionnaire import asked, questionnaire

ROOT = Path(ohlas.__file__).parent
LANGUAGES = ("cs", "sk", "pl", "uk", "ru", "de")
SAID = re.compile(r'pgettext\(\s*"respondent",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
PAGE = re.compile(r'{% translate "([^"]*)" context "respondent"')


def said():
    """Every first wording marked for respondents, in Python and in templates."""
    found = set()
    for path in [*ROOT.glob("surveys/pages/*.py"), *ROOT.glob("feedback/sources/**/*.py")]:
        for words in SAID.findall(path.read_text(encoding="utf-8")):
            found.add("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', words)))
    for path in [*ROOT.glob("surveys/templates/**/*.html"), *ROOT.glob("feedback/templates/**/*.html")]:
        found.update(PAGE.findall(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    assert len(said()) > 40
    lacking = [words for words in said() if not _translated(catalogue.get(words, "respondent"))]
    assert lacking == []
    assert list(catalogue.check()) == []


def _translated(message):
    parts = message.string if message is not None else ""
    return all(parts) if isinstance(parts, tuple) else bool(parts)


def test_catalogues_lie_where_django_looks():
    assert [Path(path) for path in settings.LOCALE_PATHS] == [ROOT / "locale"]


@pytest.mark.parametrize(
    ("language", "button"),
    [("cs", "Odeslat odpovědi"), ("uk", "Надіслати відповіді"), ("de", "Antworten senden")],
)
def test_a_page_speaks_its_language(visitor, clock, language, button):
    definition = questionnaire(asked("nps", required=True), languages=["en", language])
    person = visitor(definition, kind=LinkKind.PERSONAL).open(**{"Accept-Language": language})
    assert button in person.page
    assert f'<html lang="{language}"' in person.page
    person.send()
    assert "An answer is needed here." not in person.page


def test_a_language_written_from_the_right_is_shown_so(visitor):
    arabic = {"id": "nps", "type": "nps", "text": {"ar": "هل توصي بنا؟"}}
    person = visitor(questionnaire(arabic, languages=["ar"], default_language="ar")).open()
    assert '<html lang="ar" dir="rtl">' in person.page
