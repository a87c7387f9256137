"""Whom a comment ends by naming: the person it speaks to, or the one who wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.names import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ohlas.text.lemmas.tokens import Tokens
    from ohlas.text.masking.numbers import Found

THANKS = re.compile(
    r"(?<!\w)(?:than[kx]|děk|dík|ďak|vďak|dziek|dzięk|дяк|спасиб|благодар|dank|bedank)", re.IGNORECASE
)
CALLED: Mapping[str, re.Pattern[str]] = {
    "cs": re.compile(r".+[eěoui]", re.IGNORECASE),
    "pl": re.compile(r".+[oue]", re.IGNORECASE),
    "uk": re.compile(r".+[еєоюу]", re.IGNORECASE),
}
"""How a name ends when somebody is called, in languages that change it: Petře, Aniu, Олено."""
FIRST_CASE = frozenset({"cs", "uk"})
"""Languages in which a name is never called as it is written below a letter; Polish allows both."""
CLAUSE = re.compile(r"[,;:–—.!?…\n]")
WORD = re.compile(r"[^\W\d_]+")
FEWEST_SAID, FEWEST_WRITTEN = 2, 3
"""Words of thanks before the comma: "Thanks, John" is how letters end, "Thank you so much, John" is said to him."""
LONGEST = 200


class _Clause(NamedTuple):
    """What stands before the comma, and whether the sentence begins with it."""

    text: str
    opens: bool


def is_addressed(words: Tokens, language: str, name: Found) -> bool:
    """Whether the name at the very end, behind a comma, is of the person spoken to.

    Shape:  tokens, a language code and where the name stands; True or False out.
    Errors: own rule. A letter's "Thank you very much, Robert." is taken for words to Robert; names in a form that
            no list knows are told by the sign behind them alone.
    Source: the vocative of Czech, Polish and Ukrainian; elsewhere thanks, a comma and the sign at the end.
    """
    before = words.text[: name.start].rstrip(" \u00a0")
    if not before.endswith(","):
        return False
    called = words.text[name.start : name.end].split()[0]
    if _is_called(called, language):
        return True
    if language in FIRST_CASE and _has_another_form(called, language):
        return False
    clause = _clause_before(before[:-1])
    if not THANKS.search(clause.text):
        return False
    said, after = len(WORD.findall(clause.text)), words.text[name.end :].lstrip(" \u00a0")
    if after.startswith("!"):
        return clause.opens or said >= FEWEST_SAID
    return after.startswith(".") and said >= FEWEST_WRITTEN


def _is_called(name: str, language: str) -> bool:
    form = CALLED.get(language)
    return form is not None and form.fullmatch(name) is not None and not parts_of(name, language).is_known


def _has_another_form(name: str, language: str) -> bool:
    """A known name, as a calendar writes it, that would end otherwise were it called."""
    return not CALLED[language].fullmatch(name) and parts_of(name, language).is_known


def _clause_before(text: str) -> _Clause:
    text = text[-LONGEST:]
    ends = [each.end() for each in CLAUSE.finditer(text)]
    start = ends[-1] if ends else 0
    return _Clause(text[start:], opens=not start or text[start - 1] not in ",;:–—")
