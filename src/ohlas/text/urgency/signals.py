"""Signals that somebody must act: leaving, law, safety, discrimination, a call asked for, praise by name."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.text.lemmas.patterns import Hit, Matcher, Pattern
from ohlas.text.lemmas.stems import GROUPS, groups_of
from ohlas.text.lemmas.tokens import Tokens, tokens
from ohlas.text.urgency.judging import shipped_judge
from ohlas.text.urgency.praise import praises
from ohlas.text.urgency.signal import MORE, ONE, PRAISE, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ohlas.text.urgency.judging import Judge, Judged

DATA = Path(__file__).parent / "data" / "signals.toml"
LEAVING, LEGAL, SAFETY, DISCRIMINATION, CALLBACK = (
    "leaving",
    "legal",
    "safety",
    "discrimination",
    "callback",
)
KINDS = (LEAVING, LEGAL, SAFETY, DISCRIMINATION, CALLBACK, PRAISE)


def signals(text: str, language: str) -> list[Signal]:
    """What in a text asks somebody to act today; at most one signal of a kind.

    Shape:  any text and a language code in ("unknown" seeks all), signals out in the order of `KINDS`; none is usual.
    Errors: rules with denial, and a trained judge where one was taught; measured by `python -m benchmarks urgency`.
            Irony and reports of what others did are missed or misread.
    Source: own phrases in `data/signals.toml`; the judge of `judging`.
    """
    return signals_of(tokens(text), language)


def signals_of(words: Tokens, language: str) -> list[Signal]:
    """As `signals`, for a text whose words are already found.

    Shape:  tokens in, signals out.
    Errors: as `signals`.
    Source: as `signals`.
    """
    return signals_with(words, language, shipped_judge())


def signals_of_many(texts: Sequence[tuple[Tokens, str]]) -> list[list[Signal]]:
    """As `signals_of` for each of many texts, far faster than one by one.

    Shape:  tokens with their language codes in, as many answers out.
    Errors: as `signals`.
    Source: as `signals`.
    """
    judge = shipped_judge()
    judged = judge.read_many(texts) if judge else [()] * len(texts)
    return [_signals(words, language, said) for (words, language), said in zip(texts, judged, strict=True)]


def signals_with(words: Tokens, language: str, judge: Judge | None) -> list[Signal]:
    """As `signals_of`, with a judge of your own, or by rules alone when it is None.

    Shape:  as `signals_of`.
    Errors: as `signals_of`.
    Source: as `signals_of`.
    """
    return _signals(words, language, judge.read(words, language) if judge else ())


def _signals(words: Tokens, language: str, judged: Iterable[Judged]) -> list[Signal]:
    hits: dict[str, list[Hit]] = {}
    denied: set[str] = set()
    for group in groups_of(language):
        for hit in _matcher(group).find(words):
            if hit.negated:
                denied.add(hit.pattern.key)
            else:
                hits.setdefault(hit.pattern.key, []).append(hit)
    praise = hits.pop(PRAISE, [])
    found = {kind: _signal(kind, words, some) for kind, some in hits.items()}
    for each in judged:
        if each.kind not in denied:
            said = Signal(each.kind, words.written(each.first, each.last), round(each.probability, 2))
            found.setdefault(each.kind, said)
    return [found[kind] for kind in KINDS if kind in found] + praises(words, language, praise)


def _signal(kind: str, words: Tokens, hits: Sequence[Hit]) -> Signal:
    longest = max(hits, key=lambda hit: (hit.last - hit.first, -hit.first))
    places = {(hit.first, hit.last) for hit in hits}
    return Signal(kind, words.written(longest.first, longest.last), MORE if len(places) > 1 else ONE)


@cache
def _matcher(group: str) -> Matcher:
    rules = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return Matcher(
        [
            Pattern(kind, " ".join(phrase.lstrip(" +").split()))
            for kind, by_language in rules.items()
            for language, phrases in by_language.items()
            if GROUPS[language] == group
            for phrase in phrases.split(",")
        ],
        group,
    )
