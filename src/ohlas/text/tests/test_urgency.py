"""What asks somebody to act is seen, and its denial is not taken for it."""

import pytest

from ohlas.text.lemmas import LANGUAGES
from ohlas.text.tests.urgency_sentences import NO, YES
from ohlas.text.urgency import PRAISE, signals


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_sentences_and_more_of_each_sort_are_there(language):
    assert len(YES[language]) >= 12
    assert len(NO[language]) >= 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_asks_somebody_to_act_is_seen(language):
    missed = [
        (kind, text)
        for kind, text in YES[language]
        if kind not in {signal.kind for signal in signals(text, language)}
    ]
    assert not missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_alike_signal_nothing(language):
    wrong = [(text, found) for text in NO[language] if (found := signals(text, language))]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_unknown_language_is_sought_in_all_of_them(language):
    seen = sum(kind in {s.kind for s in signals(text, "unknown")} for kind, text in YES[language])
    assert seen >= len(YES[language]) - 1


def test_praise_without_a_name_is_no_signal_and_its_phrase_holds_no_name():
    assert signals("Thanks, the staff were great.", "en") == []
    (signal,) = signals("Thanks to Jennifer Smith, she was great.", "en")
    assert signal.kind == PRAISE
    assert "Jennifer" not in signal.phrase


def test_several_phrases_make_a_signal_surer():
    (one,) = signals("My lawyer knows.", "en")
    (more,) = signals("My lawyer knows and I will sue you.", "en")
    assert one.confidence < more.confidence <= 1


@pytest.mark.parametrize(
    "text", ["", " ", "😀", "\x00\x01", "<p></p>", "שלום", "Hyvää päivää", "a" * 200_000]
)
def test_rubbish_signals_nothing(text):
    assert signals(text, "unknown") == []
