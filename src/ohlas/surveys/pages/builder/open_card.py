"""The card that is open: everything about one question or section that can be changed in place."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.surveys.pages.builder.frame import Wish, Work
from ohlas.surveys.pages.builder.logic import Logic, logic
from ohlas.surveys.pages.builder.sentences import target_words
from ohlas.surveys.pages.types import SCALES, TYPES
from ohlas.surveys.pages.words import Pick, short
from ohlas.surveys.queries import published_names
from ohlas.surveys.rules import END, AnswerKind, Item, Question
from ohlas.surveys.rules.editing import Document, Loss, lost_by

WORDS: dict[str, Promise] = {
    "text": gettext_lazy("Question"),
    "help": gettext_lazy("Explanation below it"),
    "low_label": gettext_lazy("Words at the low end"),
    "high_label": gettext_lazy("Words at the high end"),
}
OF_PAIRS: dict[str, Promise] = {
    "low_label": gettext_lazy("Words at the low end of how well it is done"),
    "high_label": gettext_lazy("Words at the high end of how well it is done"),
}
ROOM: dict[str, Promise] = {
    "": gettext_lazy("several lines"),
    "line": gettext_lazy("one line"),
    "name": gettext_lazy("one line, a person’s name"),
    "organization": gettext_lazy("one line, a company’s name"),
}
LOSSES: dict[Loss, Promise] = {
    "choices": gettext_lazy("its choices"),
    "rows": gettext_lazy("its rows"),
    "other": gettext_lazy("the field for own words"),
    "exclusive": gettext_lazy("which choices stand alone"),
    "labels": gettext_lazy("the words at the ends of the scale"),
    "bounds": gettext_lazy("the bounds of what may be answered"),
    "max_length": gettext_lazy("the most characters there may be"),
    "carry_from": gettext_lazy("what it takes over from an earlier question"),
    "logic": gettext_lazy("perhaps the meaning of conditions about its answer: look at them afterwards"),
}


@dataclass(frozen=True)
class TextField:
    """A text in the language worked in; `fallback` is what respondents read while it is empty."""

    path: str
    label: str
    value: str
    fallback: str


@dataclass(frozen=True)
class Inner:
    """A choice or row with its flags."""

    id: str
    text: TextField
    is_other: bool
    is_exclusive: bool


@dataclass(frozen=True)
class NumberField:
    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Skip:
    """A jump of the question: where to, and the condition it needs."""

    deed: str
    target: str
    logic: Logic


@dataclass(frozen=True)
class Identity:
    """The question's kind and name; `wished` is the kind chosen and not yet made, `losses` what it would cost."""

    kinds: tuple[Pick, ...]
    wished: str
    wished_words: str
    losses: tuple[str, ...]
    was_published: bool


@dataclass(frozen=True)
class OpenCard:
    """`surveys/builder/question.html`."""

    id: str
    texts: tuple[TextField, ...]
    identity: Identity
    inner_kind: str
    inner: tuple[Inner, ...]
    flags: tuple[Pick, ...]
    scales: tuple[Pick, ...]
    entries: tuple[Pick, ...]
    numbers: tuple[NumberField, ...]
    touchpoint: str
    carries: tuple[Pick, ...]
    carries_rest: bool
    show_if: Logic
    skips: tuple[Skip, ...]
    targets: tuple[Pick, ...]


@dataclass(frozen=True)
class OpenSection:
    """`surveys/builder/section.html`."""

    title: TextField
    shuffle: bool
    show_if: Logic


def open_card(work: Work, question: Question, document: Document, wish: Wish) -> OpenCard:
    kind = question.type
    inner_kind = "choices" if kind.has_choices else "rows" if kind.rows else ""
    mine = f"questions/{question.id}"
    earlier = list(_earlier(work, question.id))
    own = [item for item in work.definition.items() if item.question.id == question.id]
    words = {**WORDS, **OF_PAIRS} if kind.asked else WORDS
    return OpenCard(
        id=question.id,
        texts=tuple(
            text_field(work, f"{mine}/{field}", str(words[field]), document.get(field))
            for field in ("text", "help", *(("low_label", "high_label") if question.scale else ()))
        ),
        identity=_identity(work, question, wish),
        inner_kind=inner_kind,
        inner=tuple(_inner(work, mine, inner_kind, one) for one in document.get(inner_kind) or []),
        flags=tuple(_flags(question)),
        scales=tuple(Pick(one, str(SCALES[one]), one == question.scale) for one in kind.scales)
        if len(kind.scales) > 1
        else (),
        entries=tuple(_entries(question)),
        numbers=tuple(_numbers(question)),
        touchpoint=question.touchpoint or "",
        carries=_carries(work, question) if inner_kind else (),
        carries_rest=bool(question.carry_from and question.carry_from.which == "not_chosen"),
        show_if=logic(work.teller, document.get("show_if"), mine, _("Shown when"), wish, earlier),
        skips=tuple(
            Skip(
                f"remove_skip {question.id} {n}",
                target_words(work.teller, skip["to"]),
                logic(
                    work.teller,
                    skip.get("when"),
                    f"skips/{question.id}/{n}",
                    _("Jumps when"),
                    wish,
                    [*earlier, *own],
                ),
            )
            for n, skip in enumerate(document.get("skip_to") or [])
        ),
        targets=tuple(_targets(work, question.id)),
    )


def open_section(work: Work, document: Document, wish: Wish) -> OpenSection:
    mine = f"sections/{document['id']}"
    first = next(iter(document["questions"]), "")
    earlier = list(_earlier(work, first)) if first else list(work.definition.items())
    return OpenSection(
        title=text_field(work, f"{mine}/title", _("Title of the section"), document.get("title")),
        shuffle=bool(document.get("shuffle")),
        show_if=logic(work.teller, document.get("show_if"), mine, _("Shown when"), wish, earlier),
    )


def text_field(work: Work, path: str, label: str, texts: dict[str, str] | None) -> TextField:
    given = texts or {}
    value = given.get(work.language, "")
    return TextField(path, label, value, "" if value else work.definition.words(given, work.language))


def _identity(work: Work, question: Question, wish: Wish) -> Identity:
    now = question.type.id
    wished = wish.kind if wish.kind in TYPES and wish.kind != now else ""
    losses = lost_by(work.definition, work.draft.document, question.id, wished) if wished else ()
    was_published = question.id in published_names(work.survey)
    told = [str(LOSSES[one]) for one in losses]
    if wished and was_published:
        told.append(_("its trend: answers from then on begin a new one"))
    return Identity(
        kinds=tuple(Pick(name, str(words), name == (wished or now)) for name, words in TYPES.items()),
        wished=wished,
        wished_words=str(TYPES[wished]) if wished else "",
        losses=tuple(told),
        was_published=was_published,
    )


def _earlier(work: Work, name: str) -> Iterator[Item]:
    for item in work.definition.items():
        if item.question.id == name:
            return
        yield item


def _inner(work: Work, mine: str, kind: str, part: Document) -> Inner:
    path = f"{mine}/{kind}/{part['id']}/text"
    label = _("Choice") if kind == "choices" else _("Row")
    return Inner(
        part["id"],
        text_field(work, path, label, part.get("text")),
        bool(part.get("other")),
        bool(part.get("exclusive")),
    )


def _flags(question: Question) -> Iterator[Pick]:
    yield Pick("required", _("Must be answered"), question.required)
    yield Pick("not_applicable", _("Offers “does not apply”"), question.not_applicable)
    if question.type.has_choices or question.type.rows:
        yield Pick("shuffle", _("Each person sees another order"), question.shuffle)


def _entries(question: Question) -> Iterator[Pick]:
    if question.type.kind is AnswerKind.TEXT:
        yield from (Pick(one, str(words), one == (question.entry or "")) for one, words in ROOM.items())


def _numbers(question: Question) -> Iterator[NumberField]:
    if question.type.has_bounds:
        is_number = not question.type.has_choices
        yield NumberField("min", _("Lowest") if is_number else _("Choose at least"), _plain(question.min))
        yield NumberField("max", _("Highest") if is_number else _("Choose at most"), _plain(question.max))
        if is_number:
            yield NumberField("step", _("Step"), _plain(question.step))
    if question.type.kind is AnswerKind.TEXT:
        yield NumberField("max_length", _("Most characters"), _plain(question.max_length))


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _carries(work: Work, question: Question) -> tuple[Pick, ...]:
    """Earlier questions whose choices may be taken over."""
    chosen = question.carry_from.question if question.carry_from else ""
    sources = []
    for one in work.definition.questions:
        if one.id == question.id:
            break
        if one.type.has_choices:
            words = short(one.title(work.language, work.definition.default_language))
            sources.append(Pick(one.id, words, one.id == chosen))
    return tuple(sources)


def _targets(work: Work, name: str) -> Iterator[Pick]:
    """Where the question may jump: later sections, later questions, the end."""
    here = [question.id for question in work.definition.questions].index(name)
    later = work.definition.questions[here + 1 :]
    starts = {one.id for one in later}
    for section in work.definition.sections:
        if section.title and section.questions and section.questions[0] in starts:
            yield Pick(section.id, target_words(work.teller, section.id))
    for question in later:
        yield Pick(question.id, target_words(work.teller, question.id))
    yield Pick(END, target_words(work.teller, END))
