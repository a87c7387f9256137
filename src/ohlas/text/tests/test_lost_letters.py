"""Letters lost to "?" are flagged; real questions are not."""

import pytest

from ohlas.text import has_lost_letters, repair


@pytest.mark.parametrize(
    "text",
    [
        "dopl?kov?",
        "p??li? ?lu?ou?k? k??",
        "Zbo?? p?i?lo pozd? a po?kozen?.",
        "Na?i zam?stnanci byli v?born?",
        "Obs?uga by?a bardzo mi?a, dzi?kuj?",
        "DOPL?KOV? ZBO??",
        "????? ??? ???????? ??",
        "Don?t buy it, it doesn?t work",
        "Plze\ufffd",
        "T?šil jsem se",
    ],
)
def test_losses_are_flagged(text):
    repaired = repair(text)
    assert repaired.lost_letters
    assert not repaired.changed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Proč?",
        "Proč? Nevím. Kdo ví?",
        "co?nevím",
        "Opravdu?! To snad ne??",
        "Kolik to stojí?Protože nevím",
        "Почему?Нет ответа",
        "What?? Why?",
        "https://shop.cz/search?q=boty",
        "www.youtube.com/watch?v=8Q3pHpuxZRg",
        "(kdo?) „proč?“",
        "ANO?NE",
        "???",
        "Strach? smutek? radost? co ještě?",
    ],
)
def test_questions_are_not(text):
    assert not has_lost_letters(text)
