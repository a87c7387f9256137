"""Sentences that teach and test the signals of urgency, from the shared sets and the labels beside this file.

Three sorts come from the sets: sentences somebody read (`urgency_labels.tsv`, which says who and how they were drawn),
requests to a bank and an assistant with their intent, and ordinary sentences of texts that praise, or of film reviews,
which were not read one by one. What is tested is chosen by a digest of the folded words, so that the same words never
stand on both sides. A fourth was written for this project (`urgency_written.tsv`); it teaches and never tests.
"""

import hashlib
import random
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "data"
LABELS = HERE / "urgency_labels.tsv"
WRITTEN = HERE / "urgency_written.tsv"
KINDS = ("leaving", "legal", "callback")
READ = {
    "airline_tweets_en": "en",
    "wccrs_pl_sentences": "pl",
    "reviews_uk": "uk",
    "sentirueval_ru_banks_telecom": "ru",
    "restaurants_ru_sentences_derived": "ru",
    "restaurants_cs_sentences_derived": "cs",
    "alza_cs": "cs",
}
PRAISE = {**READ, "womens_clothing_en": "en"}
FILMS = "csfd_cs_sk"
PER_SET = 1500
REQUESTS = ("banking77_en", "clinc150_en")
LEAVES = "terminate_account"
# Intents that may or may not be about leaving or the law: they teach nothing.
DOUBTFUL = {
    "cancel",
    "cancel_reservation",
    "freeze_account",
    "report_fraud",
    "cancel_transfer",
    "goodbye",
    "oos",
}
TESTED = 4  # of ten
WRITTEN_WEIGHT = 0.0  # they only teach


class Sentence(NamedTuple):
    text: str
    language: str
    kinds: frozenset
    weight: float
    sort: str
    """read, request or ordinary"""

    @property
    def is_tested(self):
        from ohlas.text.lemmas import tokens

        words = " ".join(tokens(self.text).words)
        return int(hashlib.sha256(words.encode()).hexdigest(), 16) % 10 < TESTED


@cache
def sentences_here():
    """Every sentence, the read ones first; empty where the shared sets are not here."""
    if not SHARED.exists():
        return ()
    return (*_read(), *_requests(), *_ordinary())


def taught(tested):
    """The sentences to learn from, or those kept aside, as the judge takes them."""
    from ohlas.text.urgency.training import Taught

    return [
        Taught(
            each.text,
            each.language,
            each.kinds,
            frozenset(KINDS),
            each.weight,
            each.sort not in {"read", "written"} and not each.kinds,
        )
        for each in (*sentences_here(), *(() if tested else _written()))
        if each.sort == "written" or each.is_tested == tested
    ]


def _written():
    lines = [line.split("\t") for line in WRITTEN.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return tuple(
        Sentence(text, language, frozenset(kinds.split(",")) - {"-"}, WRITTEN_WEIGHT, "written")
        for language, kinds, text in lines
    )


def _rows(folder, name):
    import pyarrow.parquet as pq

    return pq.read_table(SHARED / folder / f"{name}.parquet").to_pylist()


def _pieces(rows):
    from ohlas.text.lemmas.sentences import sentences

    for row in rows:
        for piece in sentences(row["text"] or ""):
            yield row, piece.text


def _read():
    shares, labels = {}, {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line[0] == "=":
            _, language, part, share = line.split()
            shares[language, part] = float(share)
        elif line[0] != "#":
            language, digest, part, kinds = line.split("\t")
            labels[digest] = (shares[language, part], frozenset(kinds.split(",")) - {"-"})
    found = {}
    for name, language in READ.items():
        for _, text in _pieces(_rows("sentiment", name)):
            digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()[:12]
            if digest in labels and digest not in found:
                weight, kinds = labels[digest]
                found[digest] = Sentence(text, language, kinds, weight, "read")
    return [found[digest] for digest in labels if digest in found]


def _requests():
    for name in REQUESTS:
        rows = [row for row in _rows("intents", name) if row["intent"] not in DOUBTFUL]
        leaves = [row for row in rows if row["intent"] == LEAVES]
        others = [row for row in rows if row["intent"] != LEAVES]
        for row in leaves + random.Random(3).sample(others, PER_SET):  # noqa: S311 - a fixed sample
            kinds = frozenset({"leaving"} if row["intent"] == LEAVES else ())
            yield Sentence(row["text"], "en", kinds, 0.0, "request")


def _ordinary():
    known = {each.text for each in _read()}
    for name, language in PRAISE.items():
        rows = [row for row in _rows("sentiment", name) if row["sentiment"] == "pos"]
        yield from _some(rows, lambda _, language=language: language, known)
    rows = random.Random(5).sample(_rows("sentiment", FILMS), PER_SET * 2)  # noqa: S311 - a fixed sample
    yield from _some(rows, lambda row: row["lang"], known)


def _some(rows, language_of, known):
    texts = {text: language_of(row) for row, text in _pieces(rows) if text not in known}
    for text in random.Random(4).sample(sorted(texts), min(PER_SET, len(texts))):  # noqa: S311 - a fixed sample
        yield Sentence(text, texts[text], frozenset(), 0.0, "ordinary")
