"""A language learnt alone as well: its own sense of a word holds in its texts only, and old files still load."""

from dataclasses import replace

import numpy as np
import pytest

from ohlas.text.sentiment.features import Vocabulary
from ohlas.text.sentiment.matrices import Laid
from ohlas.text.sentiment.model import QUESTIONS, Model, Weights, load, packed
from ohlas.text.sentiment.own import from_bytes
from ohlas.text.sentiment.reading import asked_of, read
from ohlas.text.sentiment.training import Row, alike, balanced, train

# "gift" is a present in one language and a poison in the other.
FILLING = {"aa": ("the", "was", "here", "today"), "bb": ("das", "war", "hier", "heute")}
GOOD = {"aa": "gift", "bb": "geschenk"}
BAD = {"aa": "poison", "bb": "gift"}


def rows(many: int, begins: int) -> list[Row]:
    return [
        Row(f"{filling[at % 4]} {word} {filling[(at // 4) % 4]} nr{at + begins}", label, language, "set")
        for language, filling in FILLING.items()
        for label, word in (("positive", GOOD[language]), ("negative", BAD[language]))
        for at in range(many)
    ]


@pytest.fixture(scope="module")
def made() -> Weights:
    return train(rows(60, 0), held=rows(25, 1000))


def test_a_word_has_the_sense_of_its_own_language(made: Weights) -> None:
    assert made.card["heard"] == ["aa", "bb"]
    ours, theirs = read(Model(made), ["the gift was here today", "das gift war hier heute"])
    assert (ours.label, theirs.label) == ("positive", "negative")


def test_a_text_in_neither_is_read_by_the_common_weights(made: Weights) -> None:
    common = replace(made, rows=made.rows[:QUESTIONS], steps=made.steps[:QUESTIONS])
    texts = ["xyz", "123"]
    for one, other in zip(read(Model(made), texts), read(Model(common), texts), strict=True):
        assert one[1:4] == pytest.approx(other[1:4])


def test_the_same_rows_give_the_same_bytes(made: Weights) -> None:
    assert packed(train(rows(60, 0), held=rows(25, 1000))) == packed(made)


def test_a_file_without_languages_is_still_read(made: Weights, tmp_path) -> None:
    kept = ("rows", "steps", "slopes", "offsets", "inner", "mix", "card")
    made.save(tmp_path / "new.npz")
    with np.load(tmp_path / "new.npz") as file:
        arrays = {name: file[name] for name in kept}
    arrays["rows"], arrays["steps"] = arrays["rows"][:QUESTIONS], arrays["steps"][:QUESTIONS]
    np.savez_compressed(tmp_path / "old.npz", **arrays)
    assert load(tmp_path / "old.npz").heard == 0
    assert from_bytes((tmp_path / "old.npz").read_bytes()).weights.heard == 0


def in_tongues(found: list[Row], *, second: str) -> list[Row]:
    """The rows of the one language as Czech and, every second pair of them, its sister; the others as Ukrainian."""
    spoken = {"aa": ("cs", second), "bb": ("uk", "uk")}
    return [row._replace(language=spoken[row.language][at // 2 % 2]) for at, row in enumerate(found)]


def test_sisters_are_learnt_as_one() -> None:
    apart, told = (
        train(in_tongues(rows(60, 0), second=second), held=in_tongues(rows(25, 1000), second=second))
        for second in ("cs", "sk")
    )
    assert told.card["heard"] == apart.card["heard"] == ["cs", "uk"]
    assert (told.tongues == apart.tongues).all()


def test_texts_of_a_language_weigh_alike_and_seed_words_stay() -> None:
    large = [Row(f"a{at}", "positive", "cs", "large") for at in range(90)]
    small = [Row(f"b{at}", side, "cs", "small") for at in range(5) for side in ("positive", "negative")]
    word = Row("c", "positive", "cs", "seeds", doubt=0.2)
    texts = [*large, *small, word]
    answers = np.array([row.label == "positive" for row in texts])
    found = alike(texts, answers, 0.5)
    good, bad = found[:-1][answers[:-1]], found[~answers]
    assert good == pytest.approx(np.full(95, good[0]))
    assert good.sum() == pytest.approx(bad.sum())
    assert found[-1] == pytest.approx(balanced(texts, answers, 0.5)[-1])


def test_a_language_with_few_texts_is_named_and_hears_repetition_less(made: Weights) -> None:
    assert made.card["few"] == ["aa", "bb"]
    loud = replace(made, card={**made.card, "few": []})
    texts = ["the gift was here today", "the gift gift gift gift was here today"]
    damped, full = (list(read(Model(weights), texts)) for weights in (made, loud))
    assert damped[0] == full[0]
    assert damped[1].positive < full[1].positive


def test_repetition_is_damped_text_by_text() -> None:
    batch = Vocabulary().batch(["very very good", "very bad.", "very"])
    found = batch.novelty(np.array([0, 0, 0, 0, 0, 0, 1]))  # the first two are sentences of one text
    three = (1 + np.log(3)) / 3
    assert found == pytest.approx([three, three, 1, three, 1, 1, 1])


def test_training_and_use_see_the_same_features(made: Weights) -> None:
    texts = ["Gift gift, das war heute nicht gift", "the the poison was not here gift gift gift"]
    model = Model(made)
    asked = asked_of(model, texts)
    told = asked.logits(asked.text_of, len(texts))[0]
    laid = Laid(texts)
    rows = made.rows * made.steps[:, None]
    whole = laid.matrix() @ rows[0]
    own = laid.matrix(damped=True) @ rows[[3, 2]].T
    assert told == pytest.approx((whole + own.diagonal()) * made.slopes[0] + made.offsets[0], rel=1e-4)
    words = laid.matrix(damped=True, letters=False)
    assert 0 < words.nnz < laid.matrix(damped=True).nnz
