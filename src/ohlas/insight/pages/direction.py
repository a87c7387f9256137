"""Vision, strategy and self-check: everything their templates may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import Whisker, axis_of, whisker
from ohlas.insight.queries.direction import Edition, Readers, VisionFound
from ohlas.insight.queries.strategy import AimFound, BusinessFound
from ohlas.insight.rules.direction import principle_lines
from ohlas.metrics import SCALES, Figure


@dataclass(frozen=True)
class EditionCard:
    id: str
    number: int
    promise: str
    principles: tuple[str, ...]
    changes: str
    published: str
    is_shown: bool


@dataclass(frozen=True)
class ReaderLine:
    name: str
    read: str


@dataclass(frozen=True)
class ReadersCard:
    words: str
    share: int
    without_sign_in: str
    waiting: tuple[ReaderLine, ...]
    done: tuple[ReaderLine, ...]
    reminded: str


@dataclass(frozen=True)
class VisionPage:
    """`insight/direction/vision.html`; `shown` is None before the first edition is published."""

    shown: EditionCard | None
    is_current: bool
    draft: EditionCard | None
    history: tuple[EditionCard, ...]
    read: str
    may_confirm: bool
    may_edit: bool
    readers: ReadersCard | None


@dataclass(frozen=True)
class VisionForm:
    """`insight/direction/vision_edit.html`: the draft as typed, and what is wrong with a field."""

    number: int
    promise: str
    principles: str
    changes: str
    field: str
    refusal: str


@dataclass(frozen=True)
class AimCard:
    id: str
    title: str
    measure: str
    about: str
    owner: str
    owner_left: bool
    value: str
    words: str
    target: str
    verdict: str
    whisker: Whisker | None
    is_indicative: bool
    href: str


@dataclass(frozen=True)
class BusinessCard:
    id: str
    title: str
    aims: tuple[AimCard, ...]


@dataclass(frozen=True)
class StrategyPage:
    """`insight/direction/strategy.html`."""

    cards: tuple[BusinessCard, ...]
    may_edit: bool
    sees_figures: bool
    refusal: str
    undo: str
    goals: str


def vision_page(found: VisionFound, *, may_edit: bool, is_person: bool) -> VisionPage:
    shown = found.shown
    is_current = shown is not None and found.current is not None and shown.id == found.current.id
    return VisionPage(
        shown=_edition(shown, shown) if shown else None,
        is_current=is_current,
        draft=_edition(found.draft, shown) if found.draft else None,
        history=tuple(_edition(one, shown) for one in found.history),
        read=_day(found.read_at) if found.read_at else "",
        may_confirm=is_person and is_current and found.read_at is None,
        may_edit=may_edit,
        readers=_readers(found.readers, found.current) if found.current else None,
    )


def vision_form(
    found: VisionFound, typed: Mapping[str, str], refusal: str = "", field: str = ""
) -> VisionForm:
    """The draft, else the edition that holds, as the beginning of the next."""
    begun = found.draft or found.current
    latest = found.history[0].number if found.history else 0
    return VisionForm(
        number=found.draft.number if found.draft else latest + 1,
        promise=typed.get("promise", begun.promise if begun else ""),
        principles=typed.get("principles", principle_lines(begun.principles) if begun else ""),
        changes=typed.get("changes", found.draft.changes if found.draft else ""),
        field=field,
        refusal=refusal,
    )


def strategy_page(
    found: Sequence[BusinessFound],
    places: Mapping[str, str],
    *,
    may_edit: bool,
    sees_figures: bool,
    refusal: str = "",
    undo: str = "",
) -> StrategyPage:
    return StrategyPage(
        cards=tuple(
            BusinessCard(str(one.id), one.title, tuple(_aim(aim, places) for aim in one.aims))
            for one in found
        ),
        may_edit=may_edit,
        sees_figures=sees_figures,
        refusal=refusal,
        undo=undo,
        goals=places["goals"],
    )


def _edition(one: Edition, shown: Edition | None) -> EditionCard:
    return EditionCard(
        str(one.id),
        one.number,
        one.promise,
        one.principles,
        one.changes,
        _day(one.published_at) if one.published_at else "",
        shown is not None and one.id == shown.id,
    )


def _readers(found: Readers, current: Edition) -> ReadersCard:
    lines = [
        ReaderLine(one.name or one.email, _day(one.read_at) if one.read_at else "") for one in found.members
    ]
    without = found.without_sign_in
    said = ngettext(
        "%(read)s of %(of)s person has confirmed reading it",
        "%(read)s of %(of)s people have confirmed reading it",
        found.of,
    )
    return ReadersCard(
        words=said % {"read": found.read, "of": found.of},
        share=round(100 * found.read / found.of) if found.of else 0,
        without_sign_in=ngettext(
            "%(n)s employee has no sign-in and cannot confirm here",
            "%(n)s employees have no sign-in and cannot confirm here",
            without,
        )
        % {"n": without}
        if without
        else "",
        waiting=tuple(line for line in lines if not line.read),
        done=tuple(line for line in lines if line.read),
        reminded=_day(current.reminded_at) if current.reminded_at else "",
    )


def _aim(found: AimFound, places: Mapping[str, str]) -> AimCard:
    measure = found.measure
    figure = found.counted.figure if found.counted else None
    about = [found.unit if not found.unit_is_hidden else gettext("a unit you do not see"), found.question]
    line = found.target
    return AimCard(
        id=str(found.id),
        title=found.title,
        measure=words.measure_title(measure) if measure else "",
        about=" · ".join(part for part in about if part),
        owner=found.owner,
        owner_left=found.owner_left,
        value=words.score(measure, figure.value) if measure and figure else words.NOBODY,
        words=_figure_words(found, figure),
        target=words.score(measure, line) if measure and line is not None else "",
        verdict=_verdict(found, figure),
        whisker=whisker(axis_of(measure, found.counted.ask.scale), figure, line)
        if measure and figure and found.counted and SCALES[found.counted.ask.scale].bounds
        else None,
        is_indicative=figure is not None and figure.is_indicative,
        href=f"{places['explorer']}?measure={measure.id}"
        if measure and figure and places["explorer"]
        else "",
    )


def _figure_words(found: AimFound, figure: Figure | None) -> str:
    if found.measure is None:
        return gettext("no measure chosen")
    if found.refusal:
        return found.refusal
    if figure is None:
        return ""
    if figure.value is None:
        return gettext("nobody answered in the last 12 months")
    said = f"{words.interval(found.measure, figure)}, {words.answers(figure.n)}"
    return gettext("%(figure)s, indicative") % {"figure": said} if figure.is_indicative else said


def _verdict(found: AimFound, figure: Figure | None) -> str:
    """Against the target: only what lies wholly on one side of it is called so."""
    if found.measure is None or found.target is None or figure is None or figure.value is None:
        return ""
    if figure.low is None or figure.high is None or figure.is_indicative:
        return gettext("too early to say")
    if figure.low <= found.target <= figure.high:
        return gettext("about at the target")
    is_above = figure.low > found.target
    return (
        gettext("target reached")
        if is_above == (found.measure.better == "higher")
        else gettext("below the target")
    )


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), gettext("j M Y"))
