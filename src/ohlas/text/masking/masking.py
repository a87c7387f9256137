"""Private stretches of a text replaced by what they are, and put back for those who may see them."""

from __future__ import annotations

from typing import NamedTuple

from ohlas.text.lemmas.tokens import Tokens, tokens
from ohlas.text.masking.numbers import DIGITS, Found, private_numbers
from ohlas.text.masking.people import private_addresses, private_names

# When stretches overlap, the surer kind wins, then the longer.
ORDER = {
    kind: rank
    for rank, kind in enumerate(("email", "iban", "card", "national", "order", "address", "phone", "name"))
}
KINDS = tuple(ORDER)


class Span(NamedTuple):
    """What stood where: masked.text[start:end] is the sign, `original` what it hides."""

    kind: str
    start: int
    end: int
    original: str


class Masked(NamedTuple):
    """A text without personal data; with `spans` it can be made whole again, so keep those under lock."""

    text: str
    spans: tuple[Span, ...]

    @property
    def has_personal_data(self) -> bool:
        return bool(self.spans)


def mask(text: str, language: str = "unknown") -> Masked:
    """The text with names, addresses and numbers of people replaced by "[name]", "[phone]" and so on.

    Shape:  any text in; `unmask` of the result is the text again, sign for sign. Empty text gives empty text.
    Errors: a rule: misses names outside its lists and takes some words for names; both are counted in the tests.
            Masking is for display, not a promise of anonymity.
    Source: own lists and rules; check digits as in `numbers`.
    """
    return mask_tokens(tokens(text), language)


def mask_tokens(words: Tokens, language: str) -> Masked:
    """As `mask`, for a text whose words are already found.

    Shape:  tokens in.
    Errors: as `mask`.
    Source: as `mask`.
    """
    text = words.text
    found = list(private_names(words, language))
    found += private_addresses(text)
    if DIGITS.search(text):
        found += private_numbers(text)
    return _replaced(text, _apart(found)) if found else Masked(text, ())


def unmask(masked: Masked) -> str:
    """The text as it was before `mask`.

    Shape:  what `mask` gave in, the text out.
    Errors: exact; `ValueError` when the text was changed since, so that nothing is put in a wrong place.
    Source: own.
    """
    parts: list[str] = []
    at = 0
    for span in masked.spans:
        if span.start < at or masked.text[span.start : span.end] != f"[{span.kind}]":
            raise ValueError("This text was changed after it was masked; mask the original again.")
        parts += [masked.text[at : span.start], span.original]
        at = span.end
    return "".join([*parts, masked.text[at:]])


def _apart(found: list[Found]) -> list[Found]:
    """No two stretches overlap: the surer kind stays."""
    taken: list[Found] = []
    edge = 0
    for each in sorted(found, key=lambda one: (one.start, ORDER[one.kind], -one.end)):
        if each.start >= edge:
            taken.append(each)
            edge = each.end
        elif ORDER[each.kind] < ORDER[taken[-1].kind] and each.end >= taken[-1].end:
            taken[-1] = Found(each.kind, taken[-1].start, each.end)
            edge = each.end
        elif each.end > edge:
            taken[-1] = taken[-1]._replace(end=each.end)
            edge = each.end
    return taken


def _replaced(text: str, found: list[Found]) -> Masked:
    parts: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for each in found:
        sign = f"[{each.kind}]"
        length += each.start - at
        parts += [text[at : each.start], sign]
        spans.append(Span(each.kind, length, length + len(sign), text[each.start : each.end]))
        length += len(sign)
        at = each.end
    return Masked("".join([*parts, text[at:]]), tuple(spans))
