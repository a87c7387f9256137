"""Letters of alerts and the brief are written whole in each reader's language: no half sentence stays English."""

import ast
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tests.world import NOW

import ohlas
from ohlas.accounts.access import colleagues_of
from ohlas.insight.actions.briefs import write_brief_for
from ohlas.insight.models import Brief
from ohlas.insight.pages.alerts.letters import write_letter
from ohlas.insight.queries.alerts import AlertView
from ohlas.insight.queries.notices import NoticeView
from ohlas.insight.rules.alerts import AlertKind
from ohlas.insight.rules.briefs import Item, ItemKind, Written, write_brief
from ohlas.insight.tests.conftest import Told
from ohlas.lib.ids import new_id
from ohlas.lib.letters import Letter

pytestmark = pytest.mark.django_db
ROOT = Path(ohlas.__file__).parent
LANGUAGES = ("cs", "sk", "pl", "uk", "ru", "de")
CALLS = {"gettext", "_", "gettext_lazy", "ngettext", "pgettext"}
SAID_IN = ("words.py", "briefs.py", "letters.py", "lists.py")
ONLY_ON_PAGES = {"KIND_LEADS"}
TRANSLATED = re.compile(r"{% translate \"(.+?)\" %}")
BLOCK = re.compile(r"{% blocktranslate.*?%}(.*?)(?:{% plural %}.*?)?{% endblocktranslate %}")
ENGLISH = re.compile(
    r"\b(the|of|and|from|were|between|answers?|comments?|than|this|with|where|which|since|closed|week|told|"
    r"fell|rose|changed|expected|chance|could|stands?|things?|people|messages?|best|"
    r"deliveries|last|seen|look|days?|months?|open|taken|how|sure)\b",
    re.IGNORECASE,
)
"""Words that none of the other six languages has."""
MONDAY = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
LATER, EARLIER = (
    {"value": -12.5, "low": -30.25, "high": 5.5, "n": 1234},
    {"value": 41.0, "low": 30, "high": 52, "n": 60},
)
QUARTERS = {"since": "2026-07-01", "until": "2026-10-01", "before": "2026-04-01", "step": "quarter"}
CHANGE = {
    "measure": "nps",
    "later": LATER,
    "earlier": EARLIER,
    "change": {"difference": -53.5, "low": -70.0, "high": -37.0, "p": 0.0123},
    "tested": 5,
    "questions": ["nps"],
    **QUARTERS,
}
ALERTS = (
    (AlertKind.CHANGE, CHANGE),
    (
        AlertKind.CHANGE,
        {**CHANGE, "tested": 1, "change": {"difference": 20.0, "low": 9, "high": 31, "p": 1e-5}},
    ),
    (
        AlertKind.SEVERE,
        {
            "scores": [{"question": "nps", "scale": "nps_0_10", "score": 1.0}],
            "signals": ["leaving", "legal", "safety", "discrimination", "callback"],
            "answered_at": NOW.isoformat(),
        },
    ),
    (
        AlertKind.SILENCE,
        {"since": "2026-11-10", "days": 21, "expected": 1234.5, "chance": 0.0001, "channel": "kiosk"},
    ),
    (AlertKind.BROKEN, {"part": "senders", "carrier": "email", "waiting": 2, "red": []}),
    (
        AlertKind.BROKEN,
        {
            "part": "bounces",
            "carrier": "sms",
            "lost": 40,
            "left": 1000,
            "value": 0.04,
            "low": 0.03,
            "high": 0.05,
            "n": 1000,
        },
    ),
    (AlertKind.BROKEN, {"part": "deliveries", "dead": 5}),
    (AlertKind.BROKEN, {"part": "kiosks", "name": "Vchod", "seen": NOW.isoformat()}),
)


def items() -> tuple[Item, ...]:
    change = {"name": "Praha", "unit": "", "part": 0.5, "before_until": "2026-07-01", **CHANGE}
    rate = {"later": {"value": 0.21}, "earlier": {"value": 0.3}, **QUARTERS}
    topic = {
        "topic": "waiting",
        "later": {"value": 0.4, "n": 120},
        "earlier": {"value": 0.1, "n": 99},
        **QUARTERS,
    }
    silence = {"name": "Brno", "unit": "", "expected": 40.0, "days": 3, "since": "2026-11-10"}
    driver = {"title": "Coffee", "outcome": "nps", "step": 0.25, "share": 0.5, "mean": 3.4}
    sure = {"n": 1234, "p": 0.004}
    return (
        Item("a", ItemKind.CHANGE, change, 12.5, 8.0, 17.0, **sure),
        Item("b", ItemKind.TOPIC, topic, 3.5, 1.0, 6.0, **sure),
        Item("c", ItemKind.RATE, rate, 0.5, **sure),
        Item("d", ItemKind.SILENCE, silence, 0.5, n=40),
        Item("e", ItemKind.BROKEN, {"part": "deliveries", "dead": 1}, None),
        Item("f", ItemKind.DRIVER, driver, 2.0, 1.0, 3.0, n=900),
    )


def letter_in(told: Told, language: str, *, with_brief: bool) -> Letter:
    """One letter with an alert of every kind, or the brief with a thing of every kind."""
    person = next(
        one for one in colleagues_of(told.world.organisation.id) if one.user_id == told.world.alice.id
    )
    if with_brief:
        brief = write_brief_for(told.world.organisation.id, None, MONDAY) or Brief.objects.get().id
        better = tuple(replace(one, is_worse=False, key=f"{one.key}+") for one in items()[:3])
        main = {"measure": "nps", **LATER}
        Brief.objects.filter(id=brief).update(document=write_brief(Written(items(), better, 21, (), main)))
        notices = [NoticeView(new_id(), None, brief, MONDAY.date(), NOW, False, None, "none")]
    else:
        notices = [
            NoticeView(new_id(), alert_of(kind, told), None, None, NOW, False, None, "none")
            for kind, told in ALERTS
        ]
    return write_letter(replace(person, language=language), notices, 3)


def alert_of(kind: AlertKind, evidence: dict[str, object]) -> AlertView:
    return AlertView(new_id(), new_id(), "R", kind, None, "", None, evidence, NOW, None, None, "", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_english_is_left_in_a_letter(told: Told, language: str) -> None:
    for with_brief in (False, True):
        letter = letter_in(told, language, with_brief=with_brief)
        shown = re.sub(r"<style>.*?</style>|<[^>]+>|https?://\S+", " ", letter.html)
        for text in (letter.subject, re.sub(r"https?://\S+", " ", letter.text), shown):
            assert sorted(set(ENGLISH.findall(text))) == []


@pytest.mark.parametrize(
    ("language", "alerts", "brief"),
    [
        (
            "en",
            (
                "−12.5, between −30.2 and 5.5, 1,234 answers",
                "p = 0.012",
                "20 Nov 2026 11:00",
                "21 closed days",
            ),
            ("Win Praha back", "+12.5"),
        ),
        (
            "cs",
            (
                "−12,5, mezi −30,2 a 5,5, 1 234 odpovědí",
                "p = 0,012",
                "20. 11. 2026 11:00",
                "za 21 uzavřených dní",
                "2 zprávy čekají",
            ),
            ("Získejte zpět: Praha", "+12,5", "3 uzavřené dny", "21 rozdílů"),
        ),
        (
            "sk",
            ("medzi −30,2 a 5,5", "p = 0,012", "2 správy čakajú", "5 doručení"),
            ("Získajte späť: Praha", "3 uzavreté dni"),
        ),
        (
            "pl",
            ("od −30,2 do 5,5", "p = 0,012", "2 wiadomości czekają", "5 doręczeń"),
            ("Odzyskajcie: Praha", "3 zamknięte dni"),
        ),
        (
            "uk",
            ("від −30,2 до 5,5", "p = 0,012", "2 повідомлення чекають", "за 21 завершений день"),
            ("Поверніть довіру: Praha", "3 завершені дні"),
        ),
        (
            "ru",
            ("от −30,2 до 5,5", "p = 0,012", "2 сообщения ждут", "за 21 завершённый день"),
            ("Верните доверие: Praha", "3 завершённых дня"),
        ),
        (
            "de",
            ("zwischen −30,2 und 5,5", "p = 0,012", "2 Nachrichten warten", "1.234 Antworten"),
            ("Praha zurückgewinnen", "3 abgeschlossenen Tagen"),
        ),
    ],
)
def test_numbers_days_and_plurals_are_the_readers_own(
    told: Told, language: str, alerts: tuple[str, ...], brief: tuple[str, ...]
) -> None:
    for with_brief, said in ((False, alerts), (True, brief)):
        letter = letter_in(told, language, with_brief=with_brief)
        text, html = (" ".join(one.split()) for one in (letter.text, letter.html))
        for words in said:
            assert words in text, words
            assert words in html, words


def messages() -> set[str]:
    found: set[str] = set()
    for name in SAID_IN:
        tree = ast.parse((ROOT / "insight/pages/alerts" / name).read_text(encoding="utf-8"))
        for statement in tree.body:
            targets = {getattr(one, "id", "") for one in getattr(statement, "targets", ())}
            if targets & ONLY_ON_PAGES:
                continue
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                    found |= {str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)}
    for path in (ROOT / "insight/templates/insight/mail").iterdir():
        text = path.read_text(encoding="utf-8")
        found |= set(TRANSLATED.findall(text))
        found |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", one) for one in BLOCK.findall(text)}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_letter_is_translated(language: str) -> None:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    asked = messages()
    assert len(asked) > 90
    found = {one: catalogue.get(one) for one in asked}
    lacking = [one for one, message in found.items() if message is None or not all(message.string)]
    assert sorted(lacking) == []
