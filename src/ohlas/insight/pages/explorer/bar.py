"""The explorer's filter bar: what may be chosen, what is chosen, and how to take it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ohlas.insight.pages import words
from ohlas.insight.pages.comments import URGENCY_TITLES
from ohlas.insight.pages.filters import Chip, Field, Option, Tab, tree_tabs
from ohlas.insight.queries import Titles
from ohlas.insight.queries.comments import CommentsFound
from ohlas.insight.rules import PRESETS, Preset, Step, Window
from ohlas.insight.rules.explored import CLASSES, COMMENT_FIELDS, URGENCIES, Explored
from ohlas.insight.rules.periods import months_before

MONTHS_OFFERED = 18
CLASS_TITLES: Mapping[str, Promise] = {
    "low": _("Detractors and dissatisfied"),
    "middle": _("In between"),
    "high": _("Promoters and satisfied"),
}


@dataclass(frozen=True)
class ExplorerBar:
    words: str
    by_meaning: bool
    fields: tuple[Field, ...]
    presets: tuple[Tab, ...]
    months: tuple[Option, ...]
    chips: tuple[Chip, ...]
    since: str
    until: str
    days: str
    kept: tuple[tuple[str, str], ...]
    clear_href: str
    trees: tuple[Tab, ...] = ()


def explorer_bar(found: CommentsFound, titles: Titles, today: date) -> ExplorerBar:
    explored = found.explored
    selection = explored.selection
    chosen = selection.preset or (Preset.ALL if found.window == Window() else Preset.MONTHS_12)
    bare = replace(selection, filters={}, preset=None, since=None, until=None, page=1)
    return ExplorerBar(
        words=explored.words,
        by_meaning=explored.by_meaning,
        fields=tuple(_fields(found, titles)),
        presets=tuple(
            Tab(
                str(words.PRESET_TITLES[preset]),
                replace(
                    explored, selection=replace(selection, preset=preset, since=None, until=None, page=1)
                ).address,
                chosen is preset,
            )
            for preset in PRESETS
        ),
        months=tuple(_months(found, today)),
        chips=tuple(chips_of(explored, titles)),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        days=words.days(found.window),
        kept=tuple(pair for pair in explored.pairs() if pair[0] in {"bucket", "period", "rated", "units"}),
        clear_href=replace(
            explored, selection=bare, words="", by_meaning=False, changed=None, rated=()
        ).address,
        trees=tree_tabs(
            selection,
            has_moves=found.has_moves,
            address=lambda one: replace(explored, selection=one).address,
        ),
    )


def chips_of(explored: Explored, titles: Titles) -> list[Chip]:
    """What is set, each with a way to take it off."""
    how = gettext("Meaning") if explored.by_meaning else gettext("Words")
    found = [Chip(how, explored.words, explored.found_by("").address)] if explored.words else []
    if explored.changed:
        found.append(
            Chip(gettext("Compared from"), words.day(explored.changed), explored.from_day(None).address)
        )
    if explored.rated:
        without = replace(explored, rated=(), selection=replace(explored.selection, page=1)).address
        found.append(Chip(gettext("Graded"), _graded(explored, titles), without))
    if explored.selection.as_then:
        today = replace(explored, selection=replace(explored.selection, as_then=False, page=1)).address
        found.append(Chip(gettext("Units"), gettext("as then"), today))
    for name, values in explored.selection.filters.items():
        for value in values:
            rest = tuple(other for other in values if other != value)
            said = value_words(titles, name, value)
            found.append(Chip(field_words(titles, name), said, explored.narrowed(name, *rest).address))
    return found


def _graded(explored: Explored, titles: Titles) -> str:
    """Questions with the grades given, such as "Coffee 1, 2"."""
    grades: dict[str, list[str]] = {}
    for one in explored.rated:
        question, _parted, grade = one.rpartition(":")
        grades.setdefault(question, []).append(grade)
    said = (f"{titles.of('question', name) or name} {', '.join(values)}" for name, values in grades.items())
    return "; ".join(said)


def field_words(titles: Titles, name: str) -> str:
    own = {"score_class": gettext("Who says it"), "urgency": gettext("Asks for action")}
    return own.get(name) or words.field_title(titles, name)


def value_words(titles: Titles, name: str, value: str) -> str:
    if name == "score_class":
        return str(CLASS_TITLES.get(value, value))
    if name == "urgency":
        return str(URGENCY_TITLES.get(value, value))
    return words.value_title(titles, name, value)


def _fields(found: CommentsFound, titles: Titles) -> list[Field]:
    closed = {"score_class": CLASSES, "urgency": URGENCIES}
    fields = []
    for name in COMMENT_FIELDS:
        chosen = found.explored.selection.filters.get(name, ())
        offered = list(closed.get(name) or [value for value in found.options.get(name, ()) if value])
        offered += [value for value in chosen if value not in offered]
        if len(offered) < 2 and not chosen:  # noqa: PLR2004 - one value is no choice
            continue
        options = [Option(value, value_words(titles, name, value), value in chosen) for value in offered]
        if name not in closed:
            options.sort(key=lambda option: option.words.casefold())
        fields.append(Field(name, field_words(titles, name), tuple(options)))
    return fields


def _months(found: CommentsFound, today: date) -> list[Option]:
    """First days to compare from: every month with something before it, the latest first."""
    oldest = found.covered[0] if found.covered else today
    start = today.replace(day=1)
    months: list[date] = []
    while len(months) < MONTHS_OFFERED and start > oldest:
        months.append(start)
        start = months_before(start, 1)
    if found.explored.changed and found.explored.changed not in months:
        months.append(found.explored.changed)
    return [
        Option(
            month.isoformat(),
            words.bucket(month, Step.MONTH) if month.day == 1 else words.day(month),
            month == found.explored.changed,
        )
        for month in months
    ]
