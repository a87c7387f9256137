"""What a new version changes, in words, and whether each question's trend may go on.

A trend is *comparable* when the same question was asked of the same people in the same way, *careful* when
something around it changed that is known to move answers a little, *broken* when it is another question.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from ohlas.surveys.rules.definition import Choice, Definition, Item, Question, Row, Texts
from ohlas.surveys.rules.saying import Message, Term, said
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
    sentence: Message
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
        given = {"old": Term("layout", old.layout), "new": Term("layout", new.layout)}
        yield Change(None, said("The layout was “%(old)s” and is “%(new)s”.", **given), Trend.CAREFUL)
    if old.address != new.address:
        yield Change(None, _ADDRESSED[new.address], Trend.CAREFUL)
    if old.anonymous != new.anonymous:
        yield Change(None, _ANONYMOUS if new.anonymous else _IDENTIFIED, Trend.CAREFUL)
    for language in sorted(set(new.languages) - set(old.languages)):
        sentence = said(
            "The language %(language)s is new; compare trends by language.",
            language=Term("language", language),
        )
        yield Change(None, sentence)
    for language in sorted(set(old.languages) - set(new.languages)):
        sentence = said(
            "The language %(language)s is gone; compare trends by language.",
            language=Term("language", language),
        )
        yield Change(None, sentence)
    for sentence, was, now in (
        (said("The quotas changed."), old.quotas, new.quotas),
        (said("The last pages changed."), old.ends, new.ends),
        (said("The variants changed."), old.variants, new.variants),
        (said("The brand changed."), old.brand, new.brand),
        (said("The closing time changed."), old.closes_at, new.closes_at),
    ):
        if was != now:
            yield Change(None, sentence)


_ADDRESSED: Mapping[str, Message] = {
    "formal": said("Respondents were addressed in an informal way and now in a formal one."),
    "informal": said("Respondents were addressed in a formal way and now in an informal one."),
}
_ANONYMOUS = said("Answers are anonymous now; people answer differently then.")
_IDENTIFIED = said("Answers are identified now; people answer differently then.")


def _gone_and_new(old: Definition, new: Definition) -> Iterator[Change]:
    for question in old.questions:
        if question.id not in new.by_id:
            yield Change(
                question.id,
                said("“%(question)s” is no longer asked; its trend ends.", question=_named(old, question)),
            )
    for question in new.questions:
        if question.id not in old.by_id:
            yield Change(
                question.id, said("“%(question)s” is new; its trend begins.", question=_named(new, question))
            )


def _within(old: Definition, new: Definition) -> Iterator[Change]:
    for now in new.questions:
        was = old.by_id.get(now.id)
        if was is not None:
            name = _named(new, now)
            yield from (
                Change(now.id, said("“%(question)s”: %(change)s", question=name, change=sentence), trend, row)
                for look in (_kind, _wording, _labels, _choices, _rows, _rules)
                for sentence, trend, row in look(was, now)
            )
            if _asked_when(old, was) != _asked_when(new, now):
                sentence = said("“%(question)s” is asked of other people than before.", question=name)
                yield Change(now.id, sentence, Trend.BROKEN)


Found = Iterator[tuple[Message, Trend, str | None]]
_Look = Callable[[Question, Question], Found]


def _kind(was: Question, now: Question) -> Found:
    if was.type.id != now.type.id:
        given = {"old": Term("type", was.type.id), "new": Term("type", now.type.id)}
        yield said("the type was “%(old)s” and is “%(new)s”.", **given), Trend.BROKEN, None
    elif was.scale != now.scale:
        given = {"old": Term("scale", was.scale or ""), "new": Term("scale", now.scale or "")}
        yield said("the scale was “%(old)s” and is “%(new)s”.", **given), Trend.BROKEN, None
    if (was.min, was.max, was.step) != (now.min, now.max, now.step):
        trend = Trend.BROKEN if was.type.kind is AnswerKind.SCORE else Trend.CAREFUL
        yield said("what may be answered is bounded differently."), trend, None
    if was.touchpoint != now.touchpoint:
        yield _touchpoint(was.touchpoint, now.touchpoint), Trend.CAREFUL, None


def _touchpoint(was: str | None, now: str | None) -> Message:
    if was is None:
        return said("the touchpoint is %(new)s and there was none.", new=now)
    if now is None:
        return said("the touchpoint was %(old)s and there is none.", old=was)
    return said("the touchpoint was %(old)s and is %(new)s.", old=was, new=now)


def _wording(was: Question, now: Question) -> Found:
    for language, trend in _reworded(was.text, now.text):
        name = Term("language", language)
        if trend is Trend.BROKEN:
            yield said("the wording in %(language)s is another one.", language=name), trend, None
        else:
            yield said("the wording in %(language)s was corrected.", language=name), trend, None
    if any(True for _ in _reworded(was.help, now.help)) or bool(was.help) != bool(now.help):
        yield said("the help beside it changed."), Trend.CAREFUL, None


def _labels(was: Question, now: Question) -> Found:
    ends = ((was.low_label, now.low_label), (was.high_label, now.high_label))
    if any(bool(a) != bool(b) or any(True for _ in _reworded(a, b)) for a, b in ends):
        yield said("the words at the ends of the scale changed."), Trend.CAREFUL, None


def _choices(was: Question, now: Question) -> Found:
    before, after = [choice.id for choice in was.choices], [choice.id for choice in now.choices]
    # Shares of a single choice add up to one: a new choice takes its share from the others.
    whole = Trend.BROKEN if now.type.kind is not AnswerKind.MULTIPLE else Trend.CAREFUL
    for name in sorted(set(after) - set(before)):
        yield said("the choice “%(choice)s” is new.", choice=_part(now.choices, name)), whole, None
    for name in sorted(set(before) - set(after)):
        yield said("the choice “%(choice)s” is gone.", choice=_part(was.choices, name)), whole, None
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after] and not now.shuffle:
        yield said("the choices stand in another order."), Trend.CAREFUL, None
    known = {choice.id: choice.text for choice in was.choices}
    for choice in now.choices:
        if choice.id in known:
            for language, trend in _reworded(known[choice.id], choice.text):
                given = {"choice": _part(was.choices, choice.id), "language": Term("language", language)}
                yield said("the choice “%(choice)s” is worded anew in %(language)s.", **given), trend, None


def _rows(was: Question, now: Question) -> Found:
    before = {row.id: row for row in was.rows}
    for row in now.rows:
        name = _part(now.rows, row.id)
        if row.id not in before:
            yield said("the row “%(row)s” is new; its trend begins.", row=name), Trend.COMPARABLE, row.id
            continue
        for language, trend in _reworded(before[row.id].text, row.text):
            given = {"row": _part(was.rows, row.id), "language": Term("language", language)}
            yield said("the row “%(row)s” is worded anew in %(language)s.", **given), trend, row.id
    for gone in sorted(before.keys() - {row.id for row in now.rows}):
        name = _part(was.rows, gone)
        yield said("the row “%(row)s” is gone; its trend ends.", row=name), Trend.COMPARABLE, gone


def _rules(was: Question, now: Question) -> Found:
    for differ, sentence in (
        (now.required and not was.required, said("it is required now.")),
        (was.required and not now.required, said("it is no longer required.")),
        (now.not_applicable and not was.not_applicable, said("“does not apply” is offered now.")),
        (was.not_applicable and not now.not_applicable, said("“does not apply” is no longer offered.")),
        (now.shuffle and not was.shuffle, said("its order is shuffled now.")),
        (was.shuffle and not now.shuffle, said("its order is no longer shuffled.")),
    ):
        if differ:
            yield sentence, Trend.CAREFUL, None
    if was.carry_from != now.carry_from:
        yield said("what it carries over from another question changed."), Trend.BROKEN, None


def _part(parts: Sequence[Choice | Row], name: str) -> str:
    """A choice or row by its words in any language, else by its name."""
    text = next((part.text for part in parts if part.id == name), {})
    return next((words for words in text.values() if words), name)


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
            sentence = said(
                "“%(question)s” is asked after other questions than before.",
                question=_named(new, new.by_id[name]),
            )
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
    return question.title(definition.default_language)
