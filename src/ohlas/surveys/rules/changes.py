"""What a new version changes, in words, and whether each question's trend may go on.

A trend is *comparable* when the same question was asked of the same people in the same way, *careful* when
something around it changed that is known to move answers a little, *broken* when it is another question.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from ohlas.surveys.rules.definition import Definition, Item, Question, Texts
from ohlas.surveys.rules.types import AnswerKind

ALMOST_ALIKE = 0.9
"""Share of letters two wordings have in common below which they are two questions; a typo stays above."""


class Trend(IntEnum):
    COMPARABLE = 0
    CAREFUL = 1
    BROKEN = 2

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; `question` is None for the survey as a whole, `trend` what it does to trends."""

    question: str | None
    sentence: str
    trend: Trend = Trend.COMPARABLE
    row: str | None = None


@dataclass(frozen=True)
class Changes:
    """Everything that changed, and per answer of both versions whether its trend may go on."""

    changes: tuple[Change, ...]
    trends: Mapping[str, Trend]

    @property
    def breaks(self) -> tuple[str, ...]:
        """Answers whose trend begins anew."""
        return tuple(name for name, trend in self.trends.items() if trend is Trend.BROKEN)

    def of(self, question_id: str) -> tuple[Change, ...]:
        """What changed about one question."""
        return tuple(change for change in self.changes if change.question == question_id)


def compare(old: Definition, new: Definition) -> Changes:
    """What `new` changes against `old`."""
    changes = (*_around(old, new), *_gone_and_new(old, new), *_within(old, new), *_moved(old, new))
    return Changes(changes, {name: _trend(item, changes) for name, item in _both(old, new).items()})


def _both(old: Definition, new: Definition) -> dict[str, Item]:
    return {name: item for name, item in new.item_by_id.items() if name in old.item_by_id}


def _trend(item: Item, changes: tuple[Change, ...]) -> Trend:
    mine = (
        change.trend
        for change in changes
        if change.question in {None, item.question.id} and change.row in {None, item.row}
    )
    return max(mine, default=Trend.COMPARABLE)


def _around(old: Definition, new: Definition) -> Iterator[Change]:
    if old.layout != new.layout:
        sentence = f"The layout was “{old.layout}” and is “{new.layout}”."
        yield Change(None, sentence, Trend.CAREFUL)
    if old.address != new.address:
        sentence = f"Respondents were addressed in a {old.address} way and now in a {new.address} one."
        yield Change(None, sentence, Trend.CAREFUL)
    if old.anonymous != new.anonymous:
        promise = "anonymous" if new.anonymous else "identified"
        yield Change(None, f"Answers are {promise} now; people answer differently then.", Trend.CAREFUL)
    for language in sorted(set(new.languages) - set(old.languages)):
        yield Change(None, f"The language {language} is new; compare trends by language.")
    for language in sorted(set(old.languages) - set(new.languages)):
        yield Change(None, f"The language {language} is gone; compare trends by language.")
    for name, was, now in (
        ("quotas", old.quotas, new.quotas),
        ("last pages", old.ends, new.ends),
        ("variants", old.variants, new.variants),
        ("brand", old.brand, new.brand),
        ("closing time", old.closes_at, new.closes_at),
    ):
        if was != now:
            yield Change(None, f"The {name} changed.")


def _gone_and_new(old: Definition, new: Definition) -> Iterator[Change]:
    for question in old.questions:
        if question.id not in new.by_id:
            yield Change(question.id, f"{_named(old, question)} is no longer asked; its trend ends.")
    for question in new.questions:
        if question.id not in old.by_id:
            yield Change(question.id, f"{_named(new, question)} is new; its trend begins.")


def _within(old: Definition, new: Definition) -> Iterator[Change]:
    for now in new.questions:
        was = old.by_id.get(now.id)
        if was is not None:
            name = _named(new, now)
            yield from (
                Change(now.id, f"{name}: {sentence}", trend, row)
                for look in (_kind, _wording, _labels, _choices, _rows, _rules)
                for sentence, trend, row in look(was, now)
            )
            if _asked_when(old, was) != _asked_when(new, now):
                yield Change(now.id, f"{name} is asked of other people than before.", Trend.BROKEN)


Found = Iterator[tuple[str, Trend, str | None]]
_Look = Callable[[Question, Question], Found]


def _kind(was: Question, now: Question) -> Found:
    if was.type.id != now.type.id:
        yield f"the type was {was.type.id} and is {now.type.id}.", Trend.BROKEN, None
    elif was.scale != now.scale:
        yield f"the scale was {was.scale} and is {now.scale}.", Trend.BROKEN, None
    if (was.min, was.max, was.step) != (now.min, now.max, now.step):
        trend = Trend.BROKEN if was.type.kind is AnswerKind.SCORE else Trend.CAREFUL
        yield "what may be answered is bounded differently.", trend, None
    if was.touchpoint != now.touchpoint:
        yield (
            f"the touchpoint was {was.touchpoint or 'none'} and is {now.touchpoint or 'none'}.",
            Trend.CAREFUL,
            None,
        )


def _wording(was: Question, now: Question) -> Found:
    for language, trend in _reworded(was.text, now.text):
        how = "was corrected" if trend is not Trend.BROKEN else "is another one"
        yield f"the wording in {language} {how}.", trend, None
    if any(True for _ in _reworded(was.help, now.help)) or bool(was.help) != bool(now.help):
        yield "the help beside it changed.", Trend.CAREFUL, None


def _labels(was: Question, now: Question) -> Found:
    ends = ((was.low_label, now.low_label), (was.high_label, now.high_label))
    if any(bool(a) != bool(b) or any(True for _ in _reworded(a, b)) for a, b in ends):
        yield "the words at the ends of the scale changed.", Trend.CAREFUL, None


def _choices(was: Question, now: Question) -> Found:
    before, after = [choice.id for choice in was.choices], [choice.id for choice in now.choices]
    # Shares of a single choice add up to one: a new choice takes its share from the others.
    whole = Trend.BROKEN if now.type.kind is not AnswerKind.MULTIPLE else Trend.CAREFUL
    for name in sorted(set(after) - set(before)):
        yield f"the choice “{name}” is new.", whole, None
    for name in sorted(set(before) - set(after)):
        yield f"the choice “{name}” is gone.", whole, None
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after] and not now.shuffle:
        yield "the choices stand in another order.", Trend.CAREFUL, None
    known = {choice.id: choice.text for choice in was.choices}
    for choice in now.choices:
        if choice.id in known:
            for language, trend in _reworded(known[choice.id], choice.text):
                yield f"the choice “{choice.id}” is worded differently in {language}.", trend, None


def _rows(was: Question, now: Question) -> Found:
    before = {row.id: row for row in was.rows}
    for row in now.rows:
        if row.id not in before:
            yield f"the row “{row.id}” is new; its trend begins.", Trend.COMPARABLE, row.id
            continue
        for language, trend in _reworded(before[row.id].text, row.text):
            yield f"the row “{row.id}” is worded differently in {language}.", trend, row.id
    for name in sorted(before.keys() - {row.id for row in now.rows}):
        yield f"the row “{name}” is gone; its trend ends.", Trend.COMPARABLE, name


def _rules(was: Question, now: Question) -> Found:
    if was.required != now.required:
        yield f"it is {'required now' if now.required else 'no longer required'}.", Trend.CAREFUL, None
    if was.not_applicable != now.not_applicable:
        offered = "is offered now" if now.not_applicable else "is no longer offered"
        yield f"“not applicable” {offered}.", Trend.CAREFUL, None
    if was.shuffle != now.shuffle:
        yield f"its order is {'shuffled now' if now.shuffle else 'no longer shuffled'}.", Trend.CAREFUL, None
    if was.carry_from != now.carry_from:
        yield "what it carries over from another question changed.", Trend.BROKEN, None


def _asked_when(definition: Definition, question: Question) -> tuple[object, ...]:
    """Who is asked it: its conditions and whatever jumps over it."""
    ids = [one.id for one in definition.questions]
    firsts = {s.id: s.questions[0] for s in definition.sections if s.questions}
    starts = {name: ids.index(first) for name, first in firsts.items() if first in ids}
    here = ids.index(question.id)
    over = tuple(
        (earlier.id, skip.when)
        for earlier in definition.questions[:here]
        for skip in earlier.skip_to
        if starts.get(skip.to, ids.index(skip.to) if skip.to in ids else len(ids)) > here
    )
    return (definition.section_of[question.id].show_if, question.show_if, over)


def _moved(old: Definition, new: Definition) -> Iterator[Change]:
    """Questions before which something else is asked than before: earlier ones colour later ones."""
    before = [question.id for question in old.questions]
    after = [question.id for question in new.questions]
    for place, name in enumerate(after):
        if name in before and set(before[: before.index(name)]) != set(after[:place]):
            sentence = f"{_named(new, new.by_id[name])} is asked after other questions than before."
            yield Change(name, sentence, Trend.CAREFUL)


def _reworded(was: Texts, now: Texts) -> Iterator[tuple[str, Trend]]:
    """Languages whose words differ; a translation that is only added or dropped changes nobody's question."""
    for language in sorted(set(was) & set(now)):
        if was[language] == now[language]:
            continue
        first, second = (
            " ".join(text.split()).casefold().rstrip(" .?!:…") for text in (was[language], now[language])
        )
        alike = SequenceMatcher(None, first, second, autojunk=False).ratio()
        if first == second:
            yield language, Trend.COMPARABLE
        else:
            yield language, Trend.CAREFUL if alike >= ALMOST_ALIKE else Trend.BROKEN


def _named(definition: Definition, question: Question) -> str:
    return f"“{question.title(definition.default_language)}”"
