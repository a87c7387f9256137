"""The yearly self-check: where each area stands, and the statements to answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import Whisker, whisker
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.maturity_words import (
    ADVICE,
    AREA_WORDS,
    LEVEL_WORDS,
    STATEMENT_WORDS,
    WIDE_ADVICE,
)
from ohlas.insight.queries.direction import CheckFound
from ohlas.insight.rules.maturity import AREAS, LEVELS, AreaResult, overall
from ohlas.lib.charts import Axis
from ohlas.metrics import Figure

_LEVEL_AXIS = Axis("", 1.0, 5.0, ".1f")


@dataclass(frozen=True)
class AreaCard:
    """One area: where it stands, how far people lie apart, and the next step."""

    name: str
    value: str
    level: str
    spread: str
    before: str
    advice: str
    wide: bool
    whisker: Whisker | None
    sentence: str


@dataclass(frozen=True)
class CheckPage:
    """`insight/direction/self_check.html`; `id` is empty before the first self-check."""

    id: str
    year: int
    this_year: int
    is_open: bool
    has_answered: bool
    may_edit: bool
    sees_results: bool
    people: str
    few: bool
    overall: str
    areas: tuple[AreaCard, ...]
    year_before: int | None
    years: tuple[Option, ...]
    wide: str = ""


@dataclass(frozen=True)
class StatementLine:
    name: str
    words: str
    levels: tuple[Option, ...]


@dataclass(frozen=True)
class AnswerPage:
    """`insight/direction/self_check_answer.html`: statements by area, the levels chosen before."""

    id: str
    year: int
    areas: tuple[tuple[str, tuple[StatementLine, ...]], ...]
    levels: tuple[tuple[int, str], ...]
    refusal: str


def check_page(found: CheckFound | None, this_year: int, *, may_edit: bool, sees_results: bool) -> CheckPage:
    if found is None:
        return CheckPage(
            "", this_year, this_year, False, False, may_edit, sees_results, "", False, "", (), None, ()
        )
    whole = overall(found.areas)
    return CheckPage(
        id=str(found.id),
        year=found.year,
        this_year=this_year,
        is_open=found.is_open,
        has_answered=bool(found.own),
        may_edit=may_edit,
        sees_results=sees_results,
        people=ngettext("%(n)s person", "%(n)s people", found.people) % {"n": found.people},
        few=found.people < 3,  # noqa: PLR2004 - as SPREAD_FROM says
        overall=words.NOBODY if whole is None else words.number(whole, 1),
        areas=tuple(_area(area, found.year_before) for area in found.areas) if found.people else (),
        year_before=found.year_before,
        years=tuple(Option(str(key), str(year), year == found.year) for key, year in found.years),
        wide=_wide(found),
    )


def answer_page(found: CheckFound, chosen: Mapping[str, str], refusal: str = "") -> AnswerPage:
    given = chosen or {name: str(level) for name, level in found.own.items()}
    return AnswerPage(
        id=str(found.id),
        year=found.year,
        areas=tuple(
            (str(AREA_WORDS[area]), tuple(_statement(f"{area}.{one}", given) for one in names))
            for area, names in AREAS.items()
        ),
        levels=tuple((level, str(LEVEL_WORDS[level])) for level in LEVELS),
        refusal=refusal,
    )


def _statement(name: str, given: Mapping[str, str]) -> StatementLine:
    levels = tuple(
        Option(str(level), str(LEVEL_WORDS[level]), given.get(name) == str(level)) for level in LEVELS
    )
    return StatementLine(name, str(STATEMENT_WORDS[name]), levels)


def _wide(found: CheckFound) -> str:
    """Areas that people see very differently, once for all of them."""
    apart = [str(AREA_WORDS[area.area]) for area in found.areas if area.is_wide]
    return f"{', '.join(apart)}: {WIDE_ADVICE}" if apart else ""


def _area(area: AreaResult, year_before: int | None) -> AreaCard:
    name = str(AREA_WORDS[area.area])
    if area.value is None or area.level is None:
        return AreaCard(name, words.NOBODY, "", gettext("nobody answered"), "", "", False, None, name)
    shown = Figure(area.value, area.low or area.value, area.high or area.value, area.people)
    value, level = words.number(area.value, 1), str(LEVEL_WORDS[area.level])
    spread = (
        gettext("people from %(low)s to %(high)s")
        % {"low": words.number(area.low, 1), "high": words.number(area.high, 1)}
        if area.low is not None and area.high is not None
        else ngettext("%(n)s person", "%(n)s people", area.people) % {"n": area.people}
    )
    before = (
        gettext("%(year)s: %(value)s") % {"year": year_before, "value": words.number(area.before, 1)}
        if area.before is not None and year_before
        else ""
    )
    return AreaCard(
        name=name,
        value=value,
        level=level,
        spread=spread,
        before=before,
        advice=str(ADVICE[area.area, area.level]),
        wide=area.is_wide,
        whisker=whisker(_LEVEL_AXIS, shown, area.before),
        sentence=f"{name}: {value}, {level}; {spread}",
    )
