"""Words are looked for by the database's own index, alone and within another question."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef

from ohlas.feedback.models import TextMeaning, TextReading
from ohlas.feedback.rules.searching import wanted_words, words_found
from ohlas.lib.search import with_words


@pytest.mark.django_db
def test_the_index_of_words_is_used():
    found = with_words(TextReading.objects.all(), "words", wanted_words("pomalé"))
    if connection.vendor == "sqlite":
        assert "feedback_textreading_words" in found.explain()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Index Scan on feedback_textreading_words" in found.explain()


@pytest.mark.django_db
def test_words_can_be_looked_for_within_another_question():
    reading = TextReading.objects.filter(response=OuterRef("response"), question=OuterRef("question"))
    held = Exists(with_words(reading, "words", wanted_words("pomalé doručení")))
    assert list(TextMeaning.objects.filter(held)) == []


@pytest.mark.parametrize(
    ("text", "language", "given", "found"),
    [
        ("Doručení trvalo týden.", "cs", "dorucenim", ("Doručení",)),
        ("Pomalé, pomalu, a zas pomalé", "cs", "pomal", ("Pomalé", "pomalu", "pomalé")),
        ("Objednávka 12345 nepřišla", "cs", "12345", ("12345",)),
        ("Vše v pořádku", "cs", "doručení", ()),
        ("", "cs", "doručení", ()),
    ],
)
def test_what_was_found_is_told_as_it_is_written(text, language, given, found):
    assert words_found(text, language, given) == found
