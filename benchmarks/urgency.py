"""Signals of urgency on sentences kept aside: rules alone, the trained judge alone, and both, per kind and language.

`python -m benchmarks.urgency --ship` teaches the judge of the package anew, on all sentences, with the same bytes each
time. The judge measured here has learned from six tenths of them only.
"""

import sys
from pathlib import Path

from benchmarks.urgency_data import KINDS, SHARED, taught

PACKAGED = Path(__file__).resolve().parents[1] / "src/ohlas/text/urgency/data/judge.npz"
LANGUAGES = ("cs", "pl", "uk", "ru", "en")
FEWEST = 10  # signals kept aside, below which a share says nothing


def run():
    if not SHARED.exists():
        print("skipped: the shared sets are not here")
        return
    from ohlas.text.urgency.training import teach

    judge = teach(taught(tested=False), KINDS)
    aside = taught(tested=True)
    for kind in KINDS:
        for language in LANGUAGES:
            here = [row for row in aside if row.language == language]
            read = [row for row in here if row.weight]
            if sum(kind in row.kinds for row in read) >= FEWEST:
                yield from _rows(kind, language, read, judge)
    for language in LANGUAGES:
        yield from _alarms(language, [row for row in aside if row.language == language], judge)


def _rows(kind, language, read, judge):
    signals = [row for row in read if kind in row.kinds]
    ways = {
        way: [row for row in read if kind in _told(row, judge, way)] for way in ("rules", "judge", "both")
    }
    base = _shares(kind, ways["rules"], signals)
    for way, said in ways.items():
        right = sum(kind in row.kinds for row in said)
        precision, recall = _shares(kind, said, signals)
        counted = {"right": right, "said": len(said), "signals": len(signals)}
        yield _row(f"urgency_{kind}_precision_{way}_{language}", precision, base[0], way, counted)
        yield _row(f"urgency_{kind}_recall_{way}_{language}", recall, base[1], way, counted)


def _shares(kind, said, signals):
    """Precision and recall as they would be among all sentences of the sets, not among those drawn."""
    right = sum(row.weight for row in said if kind in row.kinds)
    return right / (sum(row.weight for row in said) or 1), right / sum(row.weight for row in signals)


def _alarms(language, here, judge):
    """Signals in a thousand ordinary sentences; some of them are true ones."""
    ordinary = [row for row in here if row.is_ordinary]
    counts = {
        way: sum(bool(_told(row, judge, way) - {"praise"}) for row in ordinary) for way in ("rules", "both")
    }
    rate = 1000 / len(ordinary)
    yield {"name": f"urgency_alarms_both_{language}", "value": counts["both"] * rate, "unit": "in 1,000",
           "reference": counts["rules"] * rate, "reference_name": "rules", "n": len(ordinary)}  # fmt: skip


def _told(row, judge, way):
    from ohlas.text.lemmas.tokens import tokens
    from ohlas.text.urgency import signals_with

    words = tokens(row.text)
    if way == "judge":
        return {each.kind for each in judge.read(words, row.language)} if judge else set()
    return {each.kind for each in signals_with(words, row.language, judge if way == "both" else None)}


def _row(name, value, base, way, counted):
    reference = None if way == "rules" else base
    return {"name": name, "value": value, "unit": "share", "reference": reference, "reference_name": "rules",
            "ratio": value / base if reference else None, **counted}  # fmt: skip


def ship():
    from ohlas.text.urgency.training import save_judge, teach

    judge = teach(taught(tested=False) + taught(tested=True), KINDS)
    save_judge(judge, PACKAGED)
    print(f"{PACKAGED.name}: {PACKAGED.stat().st_size / 1000:.0f} kB; {judge.limits}")


if __name__ == "__main__":
    if "--ship" in sys.argv:
        ship()
    else:
        for each in run():
            print(each["name"], round(each["value"], 3), each)
