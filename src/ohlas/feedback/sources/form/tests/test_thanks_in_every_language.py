"""The last page says thanks, what happens next and, where one is wished for, the way to publish a review."""

import pytest

from ohlas.surveys.tests.questionnaire import asked, questionnaire

SAID = {
    "en": ("Thank you", "Nothing more needs to be done.", "Publish a review"),
    "cs": ("Děkujeme", "Nic dalšího už není třeba dělat.", "Zveřejnit recenzi"),
    "sk": ("Ďakujeme", "Nič ďalšie už netreba robiť.", "Zverejniť recenziu"),
    "pl": ("Dziękujemy", "Nic więcej nie trzeba robić.", "Opublikuj recenzję"),
    "uk": ("Дякуємо", "Більше нічого робити не потрібно.", "Опублікувати відгук"),
    "ru": ("Спасибо", "Больше ничего делать не нужно.", "Опубликовать отзыв"),
    "de": ("Vielen Dank", "Mehr ist nicht zu tun.", "Bewertung veröffentlichen"),
}
ADDRESS = "https://reviews.example/owl?a=1&b=2"


@pytest.mark.parametrize("language", SAID)
def test_without_words_of_its_own_the_page_says_what_is_certain(visitor, clock, language):
    title, happens, _ = SAID[language]
    person = visitor(questionnaire(asked("nps"), languages=[*{"en": 0, language: 0}])).open(
        f"?lang={language}"
    )
    clock(seconds=10)
    person.send(nps="9")
    assert f"<h1>{title}</h1>" in person.page
    assert happens in person.page
    assert "Sova" in person.page


@pytest.mark.parametrize("language", SAID)
def test_an_end_says_what_happens_next_and_leads_to_a_review(visitor, clock, language):
    end = {
        "id": "happy",
        "when": {"question": "nps", "op": "at_least", "value": 9},
        "title": {language: "Hurá <b>!</b>"},
        "text": {language: "Ozveme se do 24 h.\nVaše Sova"},
        "review_link": ADDRESS,
    }
    definition = questionnaire(
        asked("nps", text={language: "?"}), languages=[language], default_language=language, ends=[end]
    )
    person = visitor(definition).open()
    clock(seconds=10)
    person.send(nps="10")
    assert "Hurá &lt;b&gt;!&lt;/b&gt;" in person.page
    assert "Ozveme se do 24 h.<br>Vaše Sova" in person.page
    assert 'href="https://reviews.example/owl?a=1&amp;b=2" rel="noopener noreferrer"' in person.page
    assert SAID[language][2] in person.page


def test_who_is_unhappy_is_not_sent_to_write_a_review(visitor, clock):
    end = {"id": "happy", "when": {"question": "nps", "op": "at_least", "value": 9}, "review_link": ADDRESS}
    person = visitor(questionnaire(asked("nps"), languages=["en"], ends=[end])).open()
    clock(seconds=10)
    person.send(nps="3")
    assert "Thank you" in person.page
    assert "reviews.example" not in person.page
