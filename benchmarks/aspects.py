"""Topics and their sentiment on restaurant comments in cs, en and ru, beside a majority baseline.

The test split is ours: three tenths of the reviews (of the sentences, where reviews carry no number), chosen by a
digest of the number or text. What the package ships was trained on all rows by the same function.
"""

import hashlib
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "aspects" / "restaurants_opinions.parquet"
TOPIC_OF = {
    "FOOD#QUALITY": "food",
    "FOOD#STYLE_OPTIONS": "menu",
    "FOOD#PRICES": "price",
    "DRINKS#QUALITY": "drinks",
    "DRINKS#STYLE_OPTIONS": "drinks",
    "DRINKS#PRICES": "price",
    "RESTAURANT#PRICES": "price",
    "SERVICE#GENERAL": "staff",
    "AMBIENCE#GENERAL": "premises",
    "LOCATION#GENERAL": "access",
    "RESTAURANT#GENERAL": "overall",
    "RESTAURANT#MISCELLANEOUS": "other",
}
# Topics of the tree that the data knows under one name.
MEETS = {"waiting": "staff", "cleanliness": "premises"}


def rows():
    """(language, text) → {"key", "topics", "categories", "polarity": {topic: set}}."""
    import pyarrow.parquet as pq

    found = {}
    for row in pq.read_table(SHARED).to_pylist():
        place = (row["lang"], row["text"].strip())
        entry = found.setdefault(
            place, {"key": row["review_id"] or row["text"], "polarity": defaultdict(set)}
        )
        entry["polarity"][TOPIC_OF[row["category"]]].add(row["polarity"])
        entry.setdefault("categories", set()).add(row["category"])
    return found


def is_test(entry):
    return int(hashlib.sha256(entry["key"].encode()).hexdigest(), 16) % 10 < 3


def split():
    found = rows()
    train = {place: entry for place, entry in found.items() if not is_test(entry)}
    return train, {place: entry for place, entry in found.items() if is_test(entry)}


def labelled(entries, field="polarity"):
    from ohlas.text.topics.training import Labelled

    return [
        Labelled(text, language, frozenset(entry[field]))
        for (language, text), entry in sorted(entries.items(), key=lambda item: item[0])
    ]


def micro_f1(pairs):
    """(predicted, true) sets → F1."""
    pairs = list(pairs)
    hits = sum(len(predicted & true) for predicted, true in pairs)
    return 2 * hits / max(1, sum(len(predicted) + len(true) for predicted, true in pairs))


def polarity(kinds):
    return next(iter(kinds)) if len(kinds) == 1 else "mixed"


def run():
    if not SHARED.exists():
        print(f"skipped: {SHARED.name} is not here")
        return
    from ohlas.text.topics import default_tree
    from ohlas.text.topics.training import train_categories

    train, test = split()
    tree = default_tree("hospitality")
    model = train_categories(labelled(train), tree)
    fine = train_categories(labelled(train, "categories"), tree)
    most = Counter(topic for entry in train.values() for topic in entry["polarity"]).most_common(1)[0][0]
    most_fine = Counter(name for entry in train.values() for name in entry["categories"]).most_common(1)[0][0]
    mood = Counter(
        polarity(kinds) for entry in train.values() for kinds in entry["polarity"].values()
    ).most_common(1)[0][0]
    for language in ("cs", "en", "ru"):
        some = {text: entry for (code, text), entry in test.items() if code == language}
        yield from _topics(language, some, tree, model, most)
        yield from _categories(language, some, tree, fine, most_fine)
        yield from _sentiment(language, some, tree, mood)


def _topics(language, some, tree, model, most):
    from ohlas.text.topics import assign_with

    truth = {text: set(entry["polarity"]) for text, entry in some.items()}
    base = micro_f1(({most}, true) for true in truth.values())
    for name, judge in (("phrases", None), ("phrases_and_model", model)):
        score = micro_f1(
            (
                {MEETS.get(t.topic, t.topic) for t in assign_with(text, tree, language, None, judge)}
                & set(TOPIC_OF.values()),
                true,
            )
            for text, true in truth.items()
        )
        yield _row(f"topic_micro_f1_{name}_{language}", score, base, len(some))


def _categories(language, some, tree, model, most):
    from ohlas.text.lemmas import tokens
    from ohlas.text.topics import assigner_for
    from ohlas.text.topics.assigning import LIKELY

    pairs = []
    for text, entry in some.items():
        words = tokens(text)
        told = {mention.topic for mention in assigner_for(tree).mentions(words, language)}
        likely = {each.topic for each in model.judge(words.words, told) if each.probability >= LIKELY}
        pairs.append((likely, entry["categories"]))
    base = micro_f1(({most}, true) for _, true in pairs)
    yield _row(f"category12_micro_f1_{language}", micro_f1(pairs), base, len(some))


def _sentiment(language, some, tree, mood):
    """Accuracy of the feeling where the topic is known: as found, else that of the whole sentence."""
    from ohlas.text.topics import assign_with

    try:
        from ohlas.text.sentiment import sentiment
    except ImportError:
        print("skipped: the sentiment function is not here")
        return
    right = base = n = 0
    for text, entry in some.items():
        feel = partial(sentiment, language=language)
        found = {}
        for each in assign_with(text, tree, language, feel, None):
            found.setdefault(MEETS.get(each.topic, each.topic), each.sentiment)
        whole = feel(text).label
        for topic, kinds in entry["polarity"].items():
            n += 1
            true = polarity(kinds)
            right += found.get(topic, whole) == true
            base += mood == true
    yield _row(f"aspect_sentiment_accuracy_{language}", right / n, base / n, n)


def _row(name, value, reference, n):
    return {"name": name, "value": value, "unit": "share", "reference": reference, "ratio": value / reference, "n": n,
            "reference_name": "majority"}  # fmt: skip


if __name__ == "__main__":
    for each in run():
        print(each["name"], round(each["value"], 3), "majority", round(each["reference"], 3), "n", each["n"])
