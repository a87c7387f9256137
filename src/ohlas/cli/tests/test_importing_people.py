"""What `ohlas import --rows contacts` reads out of its options."""

from pathlib import Path

import pytest

from ohlas.cli.people import PeopleWishes, meaning_of_wishes
from ohlas.customers.rules import Channel, Purpose
from ohlas.exchange.errors import BadMapping
from ohlas.exchange.rules.people import PeopleRole
from ohlas.lib.tables import TableInfo, inspect


@pytest.fixture
def table(tmp_path: Path) -> TableInfo:
    path = tmp_path / "c.csv"
    path.write_text("Mail;Klub;GDPR;Od\neva@example.com;gold;ano;1.2.2026\njan@example.com;x;ne;2.2.2026\n")
    return inspect(path)


def test_options_overrule_the_guess(table: TableInfo) -> None:
    columns = ("Klub=attribute:tier", "GDPR=consent:newsletter:sms", "Od=consent_time:newsletter:sms:d.m.Y")
    wishes = PeopleWishes("contacts", columns=columns, country="cz", overwrites=True)
    meaning = meaning_of_wishes(wishes, table)
    assert [one.role.value for one in meaning.columns] == ["email", "attribute", "consent", "consent_time"]
    consent = meaning.of(PeopleRole.CONSENT_TIME)[0]
    assert (consent.purpose, consent.channel, consent.format) == (Purpose.NEWSLETTER, Channel.SMS, "d.m.Y")
    assert (meaning.columns[1].key, meaning.country, meaning.overwrites) == ("tier", "CZ", True)


@pytest.mark.parametrize(
    ("kind", "column", "words"),
    [
        ("people", "Mail=email", "contacts and events"),
        ("contacts", "Post=email", "no column"),
        ("contacts", "Mail=mailbox", "mailbox"),
        ("contacts", "Mail", "COLUMN=role"),
    ],
)
def test_a_wrong_wish_is_named(table: TableInfo, kind: str, column: str, words: str) -> None:
    with pytest.raises(BadMapping, match=words):
        meaning_of_wishes(PeopleWishes(kind, columns=(column,)), table)
