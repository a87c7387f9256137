"""What the address of the comment explorer says: a dashboard's filters, words to find, a day to compare from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from ohlas.insight.errors import BadAddress
from ohlas.insight.rules.periods import Window, months_before
from ohlas.insight.rules.selection import MAX_VALUES, Selection, parse_selection

CLASSES = ("low", "middle", "high")
SENTIMENTS = ("negative", "mixed", "neutral", "positive")
PRAISE = "praise"
ACTING = ("leaving", "legal", "safety", "discrimination", "callback")
"""Signals that ask somebody to act; praise of somebody by name is to be told on, not to be acted on today."""
URGENCIES = (*ACTING, PRAISE)
OWN_FIELDS = ("score_class", "urgency")
"""Fields of comments that answers do not have."""
COMMENT_FIELDS = ("topic", "sentiment", "unit", "score_class", "urgency", "survey", "language", "channel")
LONGEST_QUERY = 200
HOW = ("words", "meaning")
"""How comments are found: by words in any form, or by what they mean."""
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "score_class": CLASSES,
    "sentiment": SENTIMENTS,
    "urgency": URGENCIES,
}


@dataclass(frozen=True)
class Explored:
    """The explorer's address, read; `changed` is the first day of the later of two compared periods."""

    selection: Selection = field(default_factory=Selection)
    words: str = ""
    changed: date | None = None
    rated: tuple[str, ...] = ()
    """`question:grade`: only people who gave one of these grades."""
    by_meaning: bool = False
    """The words are a question to be understood, not words to be held."""

    @property
    def topic(self) -> str | None:
        chosen = self.selection.filters.get("topic", ())
        return chosen[0] if chosen else None

    @property
    def page(self) -> int:
        return self.selection.page

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.words:
            yield "q", self.words
        if self.by_meaning:
            yield "how", "meaning"
        if self.changed:
            yield "changed", self.changed.isoformat()
        yield from (("rated", one) for one in self.rated)
        yield from self.selection.pairs()

    @property
    def address(self) -> str:
        return f"?{urlencode(list(self.pairs()))}"

    def narrowed(self, name: str, *values: str) -> "Explored":
        """The same with one filter set; no value takes it away."""
        return replace(self, selection=self.selection.narrowed(name, *values))

    def on_page(self, page: int) -> "Explored":
        return replace(self, selection=replace(self.selection, page=page))

    def from_day(self, day: date | None) -> "Explored":
        """The same, compared from this day on."""
        return replace(self, changed=day, selection=replace(self.selection, page=1))

    def found_by(self, words: str) -> "Explored":
        first = replace(self.selection, page=1)
        return replace(self, words=words, by_meaning=self.by_meaning and bool(words), selection=first)


def parse_explored(given: Mapping[str, Sequence[str]], attributes: Sequence[str] = ()) -> Explored:
    """The address of the explorer; empty values mean "all".

    Errors: `BadAddress` naming the part, what was given and what is allowed.
    """
    rest = {name: values for name, values in given.items() if name not in {"q", "how", "changed", "rated"}}
    selection = parse_selection(rest, (*OWN_FIELDS, *attributes))
    for name, allowed in _CLOSED.items():
        strange = [value for value in selection.filters.get(name, ()) if value not in allowed]
        if strange:
            raise BadAddress(name, strange[0][:60], f"one of {', '.join(allowed)} is allowed")
    words = " ".join(_last(given, "q").replace("\0", " ").split())
    if len(words) > LONGEST_QUERY:
        raise BadAddress("q", f"{len(words)} characters", f"up to {LONGEST_QUERY} characters are allowed")
    how = _last(given, "how")
    if how and how not in HOW:
        raise BadAddress("how", how[:60], f"one of {', '.join(HOW)} is allowed")
    rated = tuple(dict.fromkeys(_rated(one) for one in given.get("rated", ()) if one))
    return Explored(selection, words, _day(_last(given, "changed")), rated[:MAX_VALUES], how == "meaning")


def compared(changed: date, window: Window, today: date) -> tuple[Window, Window]:
    """The days from that day on, and those before it, within the window: two periods that share no day.

    Where nothing of the window lies before that day, the days just before it are taken, as many months or days.
    The later one ends with the last full month, where there is one: a verdict that moved daily would be found
    true sooner or later by chance alone.
    """
    this_month = today.replace(day=1)
    until = window.until
    if changed < this_month and (until is None or until > this_month):
        until = this_month
    if window.since is None or window.since < changed:
        return Window(changed, until), Window(window.since, changed)
    return Window(window.since, until), Window(_as_long_before(window.since, until or today), window.since)


def _as_long_before(since: date, until: date) -> date:
    """Where a period begins that ends with `since` and is as long as the one from there to `until`."""
    if since.day == until.day == 1:
        return months_before(since, 12 * (until.year - since.year) + until.month - since.month)
    return since - (until - since)


def _rated(given: str) -> str:
    question, parted, grade = given.rpartition(":")
    try:
        return f"{question}:{float(grade):g}" if question and parted else _not_rated(given)
    except ValueError:
        return _not_rated(given)


def _not_rated(given: str) -> str:
    raise BadAddress("rated", given[:60], "a question and a grade such as coffee:2 are allowed")


def _last(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name, ())
    return values[-1] if values else ""


def _day(given: str) -> date | None:
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise BadAddress("changed", given[:60], "a day such as 2026-03-01 is allowed") from error
    if not 1900 <= day.year <= 2200:  # noqa: PLR2004 - sums of days must stay on the calendar
        raise BadAddress("changed", given[:60], "a day from 1900 to 2200 is allowed")
    return day
