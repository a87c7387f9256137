"""Tone of voice: a draft held against the brand, channels compared, the alarm of too automated replies."""

import re

import pytest
from django.utils.html import strip_tags

from ohlas.accounts.models import AuditEntry
from ohlas.insight.models import OwnText

CANNED = "Dobrý den, děkujeme za Váš podnět, budeme se jím zabývat. S pozdravem tým."


@pytest.fixture
def change(silent):
    def change(deed, **form):
        return silent.client.post("/o/sova/voice/change/", {"deed": deed, **form})

    return change


def _page(silent, **form):
    answer = silent.client.post("/o/sova/voice/", form) if form else silent.client.get("/o/sova/voice/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def _wish(change, **changes):
    return change(
        "settle",
        **({"address": "formal", "longest": "60", "exclamations": "1", "forbidden": "bohužel"} | changes),
    )


def test_a_draft_is_held_against_how_we_want_to_sound(silent, change):
    _wish(change)
    page = _page(silent, draft="Ahoj, bohužel ti nemůžeme pomoct!!! Napiš nám znovu.")
    assert "Addresses otherwise than you want to" in page
    assert "Words you do not want: bohužel" in page
    assert "Too many exclamation marks: 3, wanted 1" in page
    assert not OwnText.objects.exists()


DRAFTS = {
    "cs": "Ahoj, mrzí nás to, ozvi se nám prosím, rádi ti pomůžeme ještě dnes.",
    "sk": "Ahoj, mrzí nás to, ozvi sa nám prosím, radi ti pomôžeme ešte dnes.",
    "pl": "Cześć, przykro nam, napisz do nas proszę, chętnie ci pomożemy jeszcze dziś.",
    "uk": "Привіт, нам прикро, напиши нам, будь ласка, ми допоможемо тобі ще сьогодні.",
    "ru": "Привет, нам жаль, напиши нам, пожалуйста, мы поможем тебе уже сегодня.",
    "de": "Hallo, das tut uns leid, kannst du dich bitte melden, wir helfen dir gerne noch heute.",
    "en": "Hey, sorry about that mate, just drop us a line and we will help you today, cheers.",
}


@pytest.mark.parametrize("language", DRAFTS)
def test_remarks_come_while_a_text_is_written_in_each_language(silent, change, language):
    _wish(change)
    answer = silent.client.post("/o/sova/voice/check/?name=note", {"note": DRAFTS[language]})
    assert "Addresses otherwise than you want to" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert not OwnText.objects.exists()


@pytest.mark.parametrize("form", [{}, {"note": ""}, {"note": " "}, {"other": "Ahoj"}])
def test_nothing_is_remarked_where_nothing_is_written(silent, form):
    answer = silent.client.post("/o/sova/voice/check/?name=note", form)
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_too_automated_replies_raise_the_alarm(silent, change):
    assert "Do we sound like a machine?" not in _page(silent)
    change("add", channel="reply", day="2026-08-01", texts="\n---\n".join([CANNED] * 12))
    page = _page(silent)
    assert "▲ too automated" in page
    assert "One voice so far" in page
    assert "Nearly the same as an earlier text" in _page(silent, draft=CANNED)


def test_channels_and_months_are_compared(silent, change):
    change(
        "add",
        channel="reply",
        day="2026-08-01",
        texts="Dobrý den, děkujeme Vám za zprávu, rádi Vám pomůžeme.",
    )
    change(
        "add", channel="post", day="2026-09-01", texts="Hej, mrkni na naši novou kávu, budeš ji milovat!!!"
    )
    page = _page(silent)
    assert re.search(r"Channels and months sound \d+% alike", page)
    assert "too few to tell" in page


def test_people_in_our_texts_are_hidden_before_they_are_kept(silent, change):
    change(
        "add",
        channel="reply",
        day="2026-08-01",
        texts="Dobrý den, paní Nováková, volali jsme na 603 123 456.",
    )
    kept = OwnText.objects.get().text
    assert "Nováková" not in kept
    assert "603" not in kept


def test_all_texts_can_be_removed_and_deeds_are_kept_in_the_audit(silent, change):
    _wish(change)
    change("add", channel="reply", day="2026-08-01", texts="Dobrý den.")
    change("remove")
    assert not OwnText.objects.exists()
    done = set(AuditEntry.objects.values_list("deed", flat=True))
    assert {"settle_voice", "add_own_texts", "remove_own_texts"} <= done


@pytest.mark.parametrize(
    ("deed", "form"),
    [
        ("add", {"channel": "pigeon", "day": "2026-08-01", "texts": "x"}),
        ("add", {"channel": "reply", "day": "soon", "texts": "x"}),
        ("add", {"channel": "reply", "day": "2026-08-01", "texts": " "}),
        ("settle", {"longest": "many", "exclamations": "1"}),
        ("settle", {"address": "royal", "longest": "9", "exclamations": "1"}),
        ("sing", {}),
    ],
)
def test_what_makes_no_sense_is_told_what_is_allowed(change, deed, form):
    answer = change(deed, **form)
    assert answer.status_code == 400
    assert "allowed" in answer.content.decode()
