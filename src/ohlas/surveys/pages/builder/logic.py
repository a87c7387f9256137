"""A condition as the builder shows it: groups of sentences, each with the small form that adds a comparison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Union

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.metrics import SCALES
from ohlas.surveys.pages.builder.circumstances import ATTRIBUTE, Circumstance
from ohlas.surveys.pages.builder.frame import Wish
from ohlas.surveys.pages.builder.sentences import Teller, read, sentence
from ohlas.surveys.pages.words import Pick, short
from ohlas.surveys.rules import AnswerKind, Item, Op
from ohlas.surveys.rules.editing import DEEPEST, Document, Joiner, is_group, parts_of

FIELD = "field:"
OPS: Mapping[Op, Promise] = {
    Op.IS: gettext_lazy("is"),
    Op.IS_NOT: gettext_lazy("is not"),
    Op.AT_LEAST: gettext_lazy("is at least"),
    Op.AT_MOST: gettext_lazy("is at most"),
    Op.CONTAINS: gettext_lazy("contains"),
    Op.ANSWERED: gettext_lazy("was answered"),
    Op.NOT_ANSWERED: gettext_lazy("was not answered"),
}
KNOWN: Mapping[Op, Promise] = {
    Op.ANSWERED: gettext_lazy("is known"),
    Op.NOT_ANSWERED: gettext_lazy("is not known"),
}
BY_KIND: Mapping[AnswerKind, tuple[Op, ...]] = {
    AnswerKind.SCORE: (Op.AT_MOST, Op.AT_LEAST, Op.IS, Op.IS_NOT, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.SINGLE: (Op.IS, Op.IS_NOT, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.MULTIPLE: (Op.CONTAINS, Op.IS, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.RANKING: (Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.TEXT: (Op.CONTAINS, Op.IS, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.CONSENT: (Op.IS, Op.ANSWERED, Op.NOT_ANSWERED),
}
BY_CIRCUMSTANCE: Mapping[str, tuple[Op, ...]] = {
    "choices": (Op.IS, Op.IS_NOT, Op.ANSWERED, Op.NOT_ANSWERED),
    "text": (Op.IS, Op.IS_NOT, Op.CONTAINS, Op.AT_LEAST, Op.AT_MOST, Op.ANSWERED, Op.NOT_ANSWERED),
    "number": (Op.AT_MOST, Op.AT_LEAST, Op.IS, Op.IS_NOT, Op.ANSWERED, Op.NOT_ANSWERED),
}
JOINED: Mapping[Joiner, Promise] = {
    "all": gettext_lazy("all of these hold"),
    "any": gettext_lazy("at least one of these holds"),
    "none": gettext_lazy("none of these holds"),
    "not_all": gettext_lazy("not all of these hold"),
}


@dataclass(frozen=True)
class Asking:
    """The form for a comparison with what was chosen; `key` asks for the name of an attribute first.

    `value` is how the value is given: number, choices or text.
    """

    about: str
    ops: tuple[Pick, ...]
    value: Literal["number", "choices", "text"]
    choices: tuple[Pick, ...]
    low: str
    high: str
    asks_key: bool


@dataclass(frozen=True)
class Line:
    """One comparison as a sentence; `deed` takes it away."""

    words: str
    deed: str


@dataclass(frozen=True)
class Group:
    """Comparisons and groups joined one way; `path` addresses it, "-" standing for the whole condition."""

    path: str
    anchor: str
    title: str
    joiners: tuple[Pick, ...]
    parts: tuple[Union[Line, "Group"], ...]
    asking: Asking | None
    deed: str
    may_nest: bool
    is_group: bool = True


@dataclass(frozen=True)
class Logic:
    """`surveys/builder/logic.html`: a condition with what it may ask about."""

    owner: str
    anchor: str
    title: str
    root: Group
    questions: tuple[Pick, ...]
    circumstances: tuple[Pick, ...]


def logic(  # noqa: PLR0917 - whose, which words, what may be asked about
    teller: Teller, condition: Document | None, owner: str, title: str, wish: Wish, earlier: Iterable[Item]
) -> Logic:
    """The condition of this owner; the form stands ready for what the wish chose in one of its groups."""
    items = {item.id: item for item in earlier}
    chosen = _asking(teller, items, wish.about) if wish.owner == owner and wish.about else None
    anchor = f"logic-{owner.replace('/', '-')}"
    return Logic(
        owner=owner,
        anchor=anchor,
        title=title,
        root=_Drawing(teller, owner, anchor, title, wish.path or "-", chosen).group(condition, ""),
        questions=tuple(Pick(name, teller.item(item)) for name, item in items.items()),
        circumstances=tuple(Pick(f"{FIELD}{name}", one.words) for name, one in teller.circumstances.items()),
    )


@dataclass(frozen=True)
class _Drawing:
    teller: Teller
    owner: str
    anchor: str
    title: str
    asked_at: str
    asking: Asking | None

    def group(self, condition: Document | None, path: str) -> Group:
        joiner, parts = parts_of(condition)
        depth = len(path.split(".")) if path else 0
        is_told = len(parts) > 1 or joiner in {"none", "not_all"} or depth > 0
        return Group(
            path=path or "-",
            anchor=f"{self.anchor}-{path.replace('.', '-')}" if path else self.anchor,
            title=_("%(title)s: group") % {"title": self.title} if path else self.title,
            joiners=tuple(Pick(name, str(words), name == joiner) for name, words in JOINED.items())
            if is_told
            else (),
            parts=tuple(self._part(part, f"{path}.{n}" if path else str(n)) for n, part in enumerate(parts)),
            asking=self.asking if self.asked_at == (path or "-") else None,
            deed=f"remove_condition {self.owner} {path}",
            may_nest=bool(parts) and depth + 2 <= DEEPEST,
        )

    def _part(self, part: Document, path: str) -> Line | Group:
        if is_group(part):
            return self.group(part, path)
        return Line(sentence(self.teller, read(part)), f"remove_condition {self.owner} {path}")


def _asking(teller: Teller, items: Mapping[str, Item], about: str) -> Asking | None:
    if about in items:
        return _about_answer(teller, items[about])
    known = teller.circumstances.get(about.removeprefix(FIELD)) if about.startswith(FIELD) else None
    return _about_circumstance(about, known) if known else None


def _about_answer(teller: Teller, item: Item) -> Asking:
    ops = BY_KIND.get(item.kind, (Op.ANSWERED, Op.NOT_ANSWERED))
    return Asking(
        about=item.id,
        ops=tuple(Pick(op.value, str(OPS[op])) for op in ops),
        value=_value_kind(item),
        choices=_choices(teller, item),
        low=_bound(item, "low"),
        high=_bound(item, "high"),
        asks_key=False,
    )


def _about_circumstance(about: str, known: Circumstance) -> Asking:
    words = {**OPS, **KNOWN}
    return Asking(
        about=about,
        ops=tuple(Pick(op.value, str(words[op])) for op in BY_CIRCUMSTANCE[known.kind]),
        value=known.kind,
        choices=known.choices,
        low="",
        high="",
        asks_key=about == f"{FIELD}{ATTRIBUTE}",
    )


def _value_kind(item: Item) -> Literal["number", "choices", "text"]:
    if item.kind is AnswerKind.SCORE:
        return "number"
    return "choices" if item.type.has_choices or item.kind is AnswerKind.CONSENT else "text"


def _choices(teller: Teller, item: Item) -> tuple[Pick, ...]:
    if item.kind is AnswerKind.CONSENT:
        return (Pick("yes", _("yes")), Pick("no", _("no")))
    return tuple(Pick(one.id, short(teller.words(one.text) or one.id)) for one in item.question.choices)


def _bound(item: Item, end: Literal["low", "high"]) -> str:
    bound = getattr(SCALES.get(item.scale or ""), end, None)
    return "" if bound is None else f"{bound:g}"
