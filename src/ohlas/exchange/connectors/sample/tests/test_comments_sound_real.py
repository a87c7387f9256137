import random
import re
from collections import Counter

import pytest

from ohlas.exchange.connectors.sample import SampleCompany
from ohlas.exchange.connectors.sample.shapes import LANGUAGES
from ohlas.exchange.connectors.sample.wording import Topic, Writer, bank, comment, plain

MAJOR = ("coffee", "staff", "waiting", "place", "delivery", "support", "general")
MARKS = re.compile(r"[{}\[\]|/]")
CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
FOREIGN = {"uk": re.compile(r"[ыэёъ]", re.IGNORECASE), "ru": re.compile(r"[іїєґ]", re.IGNORECASE)}


def sentences(language: str) -> list[str]:
    return [s for group in bank(language).values() for tone in group.values() for s in tone]


def comments(company: SampleCompany, language: str | None = None) -> list[str]:
    return [
        answer
        for r in company.responses
        if language in {None, r.language}
        for answer in r.answers.values()
        if isinstance(answer, str)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_major_topic_has_enough_sentences(language: str) -> None:
    groups = bank(language)
    for topic in MAJOR:
        assert len({s for tone in groups[topic].values() for s in tone}) >= 25, topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_topics_and_tones(language: str) -> None:
    def shape(lang: str) -> dict[str, set[str]]:
        return {group: set(tones) for group, tones in bank(lang).items()}

    assert shape(language) == shape("cs")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice_and_all_marks_are_closed(language: str) -> None:
    found = sentences(language)
    greetings = {
        s for group in ("opener", "closer", "short") for tone in bank(language)[group].values() for s in tone
    }
    assert [s for s, times in Counter(found).items() if times > 1 and s not in greetings] == []
    for sentence in found:
        assert sentence.count("{") == sentence.count("}"), sentence
        assert sentence.count("[") == sentence.count("]"), sentence
        assert sentence.rstrip("}")[-1] in ".?!", sentence


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_no_letters_of_the_neighbouring_language(language: str) -> None:
    assert [s for s in sentences(language) if FOREIGN[language].search(s)] == []


def test_no_mark_is_left_in_what_guests_wrote(sova: SampleCompany) -> None:
    assert [text for text in comments(sova) if MARKS.search(text) or "  " in text] == []


def test_few_comments_are_identical(sova: SampleCompany) -> None:
    found = comments(sova)
    assert len(set(found)) / len(found) > 0.9


def test_comments_are_written_in_the_language_of_the_answer(sova: SampleCompany) -> None:
    for language in LANGUAGES:
        for text in comments(sova, language):
            assert bool(CYRILLIC.search(text)) == (language in {"uk", "ru"}), text


def test_about_one_in_ten_types_without_diacritics(sova: SampleCompany) -> None:
    texts = [t for t in comments(sova, "cs") if len(t) > 60]
    bare = sum(text == plain(text, "cs") for text in texts) / len(texts)
    assert 0.05 < bare < 0.16


def test_a_writer_keeps_their_own_form() -> None:
    for seed in range(200):
        rng = random.Random(seed)  # noqa: S311 - no secret
        text = comment(rng, Writer("cs", is_woman=True), [Topic("waiting", "bad")]).lower()
        assert not re.search(r"\b(čekal|nestihl|vydržel|stál|vzdal) jsem", text), text


def test_plain_letters_keep_the_words_readable() -> None:
    assert plain("Kafe do łóżka, příště zas", "pl") == "Kafe do lozka, priste zas"
    assert plain("Schöne Grüße", "de") == "Schoene Gruesse"
    assert plain("Всё хорошо", "ru") == "Все хорошо"
