"""What readers of reports and public scores read exists in every language they have."""

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tests.world import NOW

import ohlas
from ohlas.insight.pages.reports import made_report
from ohlas.insight.rules import Selection
from ohlas.insight.tests.papers import ALL_KINDS, board_of
from ohlas.lib.reports import Format, file_of
from ohlas.lib.reports.tests.reading import words_in

ROOT = Path(ohlas.__file__).parent
LANGUAGES = ("cs", "sk", "pl", "uk", "ru", "de")
CALLS = {"gettext", "_", "gettext_lazy", "ngettext", "pgettext"}
SAID_IN = (
    "pages/words.py",
    "pages/figures.py",
    "pages/breakdown.py",
    "pages/charts.py",
    "pages/badges.py",
    "pages/tiles/[!_]*.py",
    "pages/reports/board.py",
    "pages/reports/tiles.py",
    "pages/reports/aims.py",
    "pages/reports/figures.py",
    "pages/reports/groups.py",
    "pages/reports/told.py",
    "pages/driver_map.py",
    "pages/goal_words.py",
    "pages/sealed.py",
    "pages/reports/words.py",
    "pages/driver_words.py",
    "channels/post/sending.py",
)
ONLY_ON_PAGES = {
    "FORMULAS",
    "_MEAN_FORMULA",
    "PRESET_TITLES",
    "STEP_TITLES",
    "KIND_LEADS",
    "SIZE_TITLES",
    "KINDS",
    "REMARKS",
    "STEP_GROUPS",
}
"""Tables of words no report shows."""


def said() -> set[tuple[str | None, str]]:
    found: set[tuple[str | None, str]] = set()
    for pattern in SAID_IN:
        for path in (ROOT / "insight").glob(pattern):
            found |= set(_said_in(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def _said_in(tree):
    for statement in tree.body:
        targets = getattr(statement, "targets", [getattr(statement, "target", None)])
        if {getattr(target, "id", "") for target in targets} & ONLY_ON_PAGES:
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
                is_apart = getattr(node.func, "id", "") == "pgettext"
                yield (texts[0], texts[1]) if is_apart else (None, texts[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_report_is_translated(language):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    asked = said()
    assert len(asked) > 120
    lacking = [words for context, words in asked if not _is_translated(catalogue.get(words, context))]
    assert sorted(lacking) == []
    assert list(catalogue.check()) == []


def _is_translated(message):
    parts = message.string if message is not None else ""
    return all(parts) if isinstance(parts, tuple) else bool(parts)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("between 16.1 and 41.7", "170 answers", "How we counted", "better than the rest")),
        ("cs", ("mezi 16,1 a 41,7", "170 odpovědí", "Jak jsme počítali", "lepší než ostatní")),
        ("sk", ("medzi 16,1 a 41,7", "170 odpovedí", "Ako sme počítali", "lepšie než ostatné")),
        ("pl", ("od 16,1 do 41,7", "170 odpowiedzi", "Jak policzono", "lepiej niż reszta")),
        ("uk", ("від 16,1 до 41,7", "170 відповідей", "Як ми рахували", "краще за решту")),
        ("ru", ("от 16,1 до 41,7", "170 ответов", "Как мы считали", "лучше остальных")),
        ("de", ("zwischen 16,1 und 41,7", "170 Antworten", "So haben wir gezählt", "besser als die anderen")),
    ],
)
def test_a_report_speaks_its_readers_language(told, language, words):
    board = board_of(told.alice, ALL_KINDS)
    report = made_report(
        actor=told.alice, board=board, selection=Selection(), now=NOW, language=language, reader="Alice"
    )
    paper = "".join(words_in(file_of(report, Format.PDF)).split())
    for said_here in words:
        assert "".join(said_here.split()) in paper, said_here
    assert report.language == language
