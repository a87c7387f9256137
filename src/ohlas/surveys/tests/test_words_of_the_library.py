"""Every text of the library: there in all languages, in the right letters and the right address."""

import re
from collections.abc import Iterator

import pytest

from ohlas.surveys.rules.definition import Address
from ohlas.surveys.rules.library import LANGUAGES, LibraryQuestion, Wording, library

LATIN = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "en": LATIN,
    "cs": LATIN + "áčďéěíňóřšťúůýž",
    "sk": LATIN + "áäčďéíĺľňóôŕšťúýž",
    "pl": LATIN + "ąćęłńóśźż",
    "de": LATIN + "äöüß",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
OWN = {"cs": "ěřů", "sk": "ľĺô", "pl": "ąęł", "de": "üß", "uk": "іїє", "ru": "ыэъ"}
NAMES = frozenset({"CSI"})
"""Written in Latin letters everywhere."""
FORMAL = {
    "cs": r"\b([Vv]y|[Vv]ás|[Vv]ám|[Vv]ámi|[Vv]áš|[Vv]aš\w*|jste|byste)\b|\w(íte|áte|ete|vte|šte|ďte)\b",
    "sk": r"\b([Vv]y|[Vv]ás|[Vv]ám|[Vv]ami|[Vv][áa]š\w*|ste)\b|\b(?!ešte)\w+(íte|ite|áte|ate|ete|úte|vte|šte|ďte)\b",
    "pl": r"\b(Pan|Pana|Panu|Panem|Pani|Panią|Proszę|proszę)\b",
    "uk": r"\b(Ви|Вас|Вам|Вами|Ваш\w*)\b|\w(єте|іть|єтеся|итеся)\b",
    "ru": r"\b(Вы|Вас|Вам|Вами|Ваш\w*)\b|\w(ете|ёте|ите|ьте|етесь|ёсь)\b",
    "de": r"\b(Sie(?! ist)|Ihnen|Ihr\w{0,2})\b",
}
INFORMAL = {
    "cs": r"\b([Tt]y|[Tt]ě|[Tt]i|[Tt]eb[eo]u?|[Tt]obě|[Tt]vůj|[Tt]v[éáo]\w*|jsi|bys)\b|\b(?![NnVv]áš)\w+[íáe]š\b",
    "sk": r"\b([Tt]y|[Tt]eba|[Tt]i|ťa|[Tt]ebou|[Tt]ebe|[Tt]voj\w*)\b|\b(?![NnVv]áš)\w+(íš|áš|eš|úš)\b",
    "pl": r"\b(Ty|Ciebie|Cię|Ci|Tobie|Tobą|Tw[óo]j\w*)\b|\wsz\b",
    "uk": r"\b([Тт]и|[Тт]ебе|[Тт]обі|[Тт]обою|[Тт]в[іо][йєїяю]\w*)\b|\w(єш|еш|иш|їш|єшся)\b",
    "ru": r"\b([Тт]ы|[Тт]ебя|[Тт]ебе|[Тт]обой|[Тт]во[йеёия]\w*)\b|\w(ешь|ёшь|ишь|ешься)\b",
    "de": r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*)\b",
}
MOST_OF_A_QUESTION, MOST_OF_A_CHOICE, MOST_OF_A_LABEL = 160, 60, 32
WAYS: tuple[Address, ...] = ("formal", "informal")


def worded(question: LibraryQuestion) -> Iterator[tuple[str, Wording]]:
    yield f"{question.id}.text", question.text
    if question.help:
        yield f"{question.id}.help", question.help
    for one in (*question.choices, *question.rows):
        yield f"{question.id}.{one.id}", one.text


def everything() -> Iterator[tuple[str, Wording]]:
    known = library()
    for question in known.questions.values():
        yield from worded(question)
    for name, labels in known.labels.items():
        yield f"{name}.low", labels.low
        yield f"{name}.high", labels.high
    for bank in known.banks:
        yield bank.id, bank.title
    for template in known.templates.values():
        yield f"{template.id}.title", template.title
        yield f"{template.id}.about", template.about
        for section in template.sections:
            yield f"{template.id}.{section.id}", section.title
        for end in template.ends:
            yield f"{template.id}.{end.id}.title", end.title
            yield f"{template.id}.{end.id}.text", end.text


def said() -> Iterator[tuple[str, str, Address, str]]:
    for place, wording in everything():
        for language in LANGUAGES:
            for address in WAYS:
                yield place, language, address, wording.said(language, address)


def letters(text: str) -> set[str]:
    return {letter for word in re.findall(r"[^\W\d_]+", text) if word not in NAMES for letter in word.lower()}


def test_every_text_exists_in_every_language() -> None:
    silent = [(place, language) for place, language, _, text in said() if not text]
    assert silent == []
    assert all(tuple(wording.by_language) == LANGUAGES for _, wording in everything())


def test_nothing_is_left_of_placeholders_or_slips_of_typing() -> None:
    slips = re.compile(r"[\[\]{}|<>_*\\]|\s{2}|^\s|\s$|\s[,.?!]|TODO|\.\.|\?\?|\?\.|,\?")
    assert [(p, lang, text) for p, lang, _, text in said() if slips.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_written_in_its_own_letters(language: str) -> None:
    strange = [
        (place, text, letters(text) - set(LETTERS[language]))
        for place, spoken, _, text in said()
        if spoken == language and not letters(text) <= set(LETTERS[language])
    ]
    assert strange == []


@pytest.mark.parametrize("language", OWN)
def test_a_language_uses_the_letters_only_it_has(language: str) -> None:
    """Texts put under the wrong language would show here, or above."""
    used = set().union(*(letters(text) for _, spoken, _, text in said() if spoken == language))
    assert set(OWN[language]) <= used


@pytest.mark.parametrize("language", FORMAL)
def test_each_address_is_kept_throughout(language: str) -> None:
    foreign = {"formal": INFORMAL[language], "informal": FORMAL[language]}
    assert [
        (place, address, text)
        for place, spoken, address, text in said()
        if spoken == language and re.search(foreign[address], text)
    ] == []


@pytest.mark.parametrize("language", FORMAL)
def test_who_is_addressed_formally_is_addressed_informally_too(language: str) -> None:
    """A text that speaks to somebody differs between the two ways; one that does not is the same."""
    for place, wording in everything():
        formal, informal = wording.said(language, "formal"), wording.said(language, "informal")
        speaks = bool(re.search(FORMAL[language], formal))
        assert speaks == (formal != informal) == wording.speaks_both_ways(language), (place, formal, informal)


def test_english_has_one_form() -> None:
    assert [place for place, wording in everything() if wording.speaks_both_ways("en")] == []


def test_both_ways_of_address_are_really_told_apart() -> None:
    nps = library().question("nps").text
    assert nps.said("cs", "formal") == "Jak pravděpodobné je, že nás doporučíte přátelům nebo kolegům?"
    assert nps.said("cs", "informal") == "Jak pravděpodobné je, že nás doporučíš přátelům nebo kolegům?"
    assert nps.said("pl", "formal").startswith("Na ile prawdopodobne jest, że poleci nas Pan/Pani ")
    assert nps.said("en", "formal") == nps.said("en", "informal")


def test_texts_are_short() -> None:
    long = [
        (place, text)
        for question in library().questions.values()
        for place, wording in worded(question)
        for language in LANGUAGES
        for address in WAYS
        for text in [wording.said(language, address)]
        if len(text) > (MOST_OF_A_QUESTION if place.endswith((".text", ".help")) else MOST_OF_A_CHOICE)
    ]
    assert long == []


def test_words_at_the_ends_of_a_scale_fit_a_narrow_screen() -> None:
    ends = [one for labels in library().labels.values() for one in (labels.low, labels.high)]
    assert [text for one in ends for text in one.by_language.values() if len(text) > MOST_OF_A_LABEL] == []


def test_a_question_ends_as_a_question_in_every_language() -> None:
    """Statements end with a full stop in all of them, questions with a question mark."""
    for question in library().questions.values():
        marks = {question.text.said(language, "formal")[-1] for language in LANGUAGES}
        assert marks in ({"?"}, {"."}) or question.id in {"support_today", "brand_ranking"}, question.id
        assert (question.type in {"likert", "ces2", "consent"}) <= (marks == {"."}), question.id


def test_no_language_borrows_the_words_of_another() -> None:
    for question in library().questions.values():
        texts = [question.text.said(language, "formal") for language in LANGUAGES]
        assert len(set(texts)) == len(texts), question.id


def test_no_two_questions_ask_the_same() -> None:
    for language in LANGUAGES:
        texts = [question.text.said(language, "formal") for question in library().questions.values()]
        assert len(set(texts)) == len(texts), language
