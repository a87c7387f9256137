"""A statistics page: its tabs, its bar, and the body of the study it is about."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.engine import NotShown
from ohlas.insight.pages import words
from ohlas.insight.pages.field_words import BY_WORDS
from ohlas.insight.pages.filters import Chip, Field, Option, Tab, chips, fields_of, tree_tabs
from ohlas.insight.pages.studies.control import control_body
from ohlas.insight.pages.studies.groups import funnel_body, league_body
from ohlas.insight.pages.studies.index import index_body
from ohlas.insight.pages.studies.parts import HELP, LEADS, TITLES, Body
from ohlas.insight.pages.studies.people import panel_body
from ohlas.insight.pages.studies.plan import PlanForm, plan_body, plan_form, plan_of
from ohlas.insight.pages.studies.silence import silence_body
from ohlas.insight.pages.studies.weights import WeightsForm, weights_body, weights_form
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.queries.studies.control import control_found
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.queries.studies.groups import funnel_found, league_found
from ohlas.insight.queries.studies.index import THREE, IndexFound, index_found
from ohlas.insight.queries.studies.panel import panel_found
from ohlas.insight.queries.studies.silence import silence_found
from ohlas.insight.queries.studies.weights import weights_found
from ohlas.insight.rules import PRESETS, Preset, Step
from ohlas.insight.rules.selection import THEN
from ohlas.insight.rules.studies import PAGE_ROWS, Studied, Study
from ohlas.lib.charts import both_themes
from ohlas.metrics import Comparison, MetricsError

STEPS = (Step.WEEK, Step.MONTH, Step.QUARTER)
_SPLITS = frozenset({Study.LEAGUE, Study.FUNNEL})
_MEASURED = frozenset({Study.LEAGUE, Study.FUNNEL, Study.CONTROL, Study.PANEL, Study.WEIGHTS})


@dataclass(frozen=True)
class StudyBar:
    """What may be chosen; an empty list is not offered by this study."""

    measures: tuple[Option, ...]
    splits: tuple[Option, ...]
    steps: tuple[Tab, ...]
    presets: tuple[Tab, ...]
    fields: tuple[Field, ...]
    chips: tuple[Chip, ...]
    items: tuple[Option, ...]
    since: str
    until: str
    days: str
    kept: tuple[tuple[str, str], ...]
    clear_href: str
    trees: tuple[Tab, ...] = ()


@dataclass(frozen=True)
class StudyPage:
    """`insight/studies/study.html`: one study; `places` are where its links lead."""

    study: str
    title: str
    lead: str
    tabs: tuple[Tab, ...]
    action: str
    body: Body
    help: str
    bar: StudyBar | None = None
    plan: PlanForm | None = None
    weights: WeightsForm | None = None
    light: str = ""
    dark: str = ""
    themes: Mapping[str, object] | None = None
    leaves: tuple[Tab, ...] = ()


@dataclass(frozen=True)
class StudiesPage:
    """`insight/studies/list.html`: each study with one sentence of what it is for."""

    studies: tuple[tuple[str, str, str], ...]


Places = Mapping[Study, str]


def studies_page(places: Places) -> StudiesPage:
    return StudiesPage(tuple((str(TITLES[one]), str(LEADS[one]), places[one]) for one in Study))


def plan_page(studied: Studied, places: Places) -> StudyPage:
    """The calculator, which needs no answers."""
    return replace(_start(studied, places), plan=plan_form(studied), body=plan_body(plan_of(studied)))


Judge = Callable[[Mapping[str, Comparison | None], str], Mapping[str, bool]]
"""Gives the page's tests their verdicts for a period, as one family, once."""


def study_page(actor: Actor, around: Around, places: Places, now: datetime, judge: Judge) -> StudyPage:
    """Errors: `BadAddress`."""
    studied, page = around.studied, _start(around.studied, places)
    page, body = _bodied(page, actor, around, now, judge)
    is_drawn = body.picture is not None
    href = places[studied.study].removesuffix("/")
    return replace(
        page,
        body=body,
        bar=page.bar or _bar(around, ()),
        light=f"{href}-light.svg{studied.address}" if is_drawn else "",
        dark=f"{href}-dark.svg{studied.address}" if is_drawn else "",
        themes=both_themes() if is_drawn else None,
        leaves=tuple(_leaves(studied, body.lines)),
    )


def _start(studied: Studied, places: Places) -> StudyPage:
    carried = replace(studied.selection, bucket=None, by=None, page=1).address
    return StudyPage(
        study=studied.study.value,
        title=str(TITLES[studied.study]),
        lead=str(LEADS[studied.study]),
        tabs=tuple(
            Tab(str(TITLES[one]), places[one] + ("" if one is Study.PLAN else carried), one is studied.study)
            for one in Study
        ),
        action=places[studied.study],
        body=Body(),
        help=HELP[studied.study],
    )


def _bodied(
    page: StudyPage, actor: Actor, around: Around, now: datetime, judge: Judge
) -> tuple[StudyPage, Body]:
    """The page with its own form, and what it says; what cannot be said is said so."""
    study = around.studied.study
    try:
        if study is Study.INDEX:
            found = index_found(around)
            return replace(page, bar=_bar(around, _items(found))), index_body(found)
        if study is Study.WEIGHTS:
            told = weights_found(around)
            return replace(page, weights=weights_form(told, around)), weights_body(told, around)
        if study is Study.SILENCE:
            silent = silence_found(actor, around.studied, now)
            marks = judge(silent.comparisons, silent.period) if silent and silent.period else {}
            return page, silence_body(silent, marks)
        if study is Study.PANEL:
            people = panel_found(around)
            marks = judge(people.comparisons, people.pair.id) if people.pair else {}
            return page, panel_body(people, around, marks)
        return page, _PLAIN[study](around)
    except (MetricsError, NotShown) as error:
        said = str(error)
        return page, Body(refusal=said[:1].upper() + said[1:])


_PLAIN: Mapping[Study, Callable[[Around], Body]] = {
    Study.LEAGUE: lambda around: league_body(league_found(around), around),
    Study.FUNNEL: lambda around: funnel_body(funnel_found(around), around),
    Study.CONTROL: lambda around: control_body(control_found(around), around),
}


def _bar(around: Around, items: tuple[Option, ...]) -> StudyBar:
    studied, selection, titles = around.studied, around.studied.selection, around.frame.titles
    study = studied.study
    options = around.options if study is not Study.SILENCE else {
        name: values for name, values in around.options.items() if name in {"survey", "unit"}
    }  # fmt: skip
    return StudyBar(
        measures=_measures(around) if study in _MEASURED else (),
        splits=_splits(around),
        steps=_steps(around) if study is Study.CONTROL else (),
        presets=tuple(
            Tab(
                str(words.PRESET_TITLES[preset]),
                studied.over(replace(selection, preset=preset, since=None, until=None, page=1)).address,
                around.asked.preset is preset,
            )
            for preset in PRESETS
        )
        if study is not Study.SILENCE
        else (),
        fields=tuple(fields_of(options, selection, titles)),
        chips=tuple(_chips(around)),
        items=items,
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        days=words.days(around.ask.window),
        kept=tuple(_kept(around)),
        clear_href=studied.over(
            replace(selection, filters={}, since=None, until=None, preset=None, page=1)
        ).address,
        trees=_trees(around),
    )


def _trees(around: Around) -> tuple[Tab, ...]:
    """Invitations know the unit they were sent for, so there is nothing to choose about them."""
    if around.studied.study is Study.SILENCE:
        return ()
    return tree_tabs(
        around.studied.selection,
        has_moves=has_moves(around.ask.organisation),
        address=lambda one: around.studied.over(one).address,
    )


def _measures(around: Around) -> tuple[Option, ...]:
    chosen = around.ask.measure
    offered = {measure.id: measure for measure, _scale in around.frame.catalogue.measures()}
    offered.setdefault(chosen.id, chosen)
    return tuple(Option(one.id, words.measure_title(one), one.id == chosen.id) for one in offered.values())


def _splits(around: Around) -> tuple[Option, ...]:
    study, titles = around.studied.study, around.frame.titles
    if study is Study.SILENCE:
        chosen = around.studied.selection.by or "unit"
        return tuple(Option(name, str(said), name == chosen) for name, said in BY_WORDS.items())
    if study not in _SPLITS:
        return ()
    return tuple(
        Option(name, words.field_title(titles, name), name == around.by)
        for name, values in around.options.items()
        if len(values) > 1 or name == around.by
    )


def _steps(around: Around) -> tuple[Tab, ...]:
    chosen = around.studied.selection.bucket or Step.WEEK
    return tuple(
        Tab(
            str(words.STEP_TITLES[step]),
            around.studied.over(replace(around.studied.selection, bucket=step, page=1)).address,
            step is chosen,
        )
        for step in STEPS
    )


def _items(found: IndexFound) -> tuple[Option, ...]:
    if found.csi is not None or len(found.choices) < THREE:
        return ()
    return tuple(Option(one.id, one.title, one.id in found.chosen) for one in found.choices)


def _chips(around: Around) -> Iterator[Chip]:
    selection = around.studied.selection
    said = chips(selection, around.frame.titles)
    pairs = [(name, value) for name, values in selection.filters.items() for value in values]
    for chip, (name, value) in zip(said, pairs, strict=True):
        rest = tuple(one for one in selection.filters[name] if one != value)
        yield replace(chip, without=around.studied.over(selection.narrowed(name, *rest)).address)


def _kept(around: Around) -> Iterator[tuple[str, str]]:
    """What the form does not ask for and must not lose."""
    selection = around.studied.selection
    if selection.preset and selection.preset is not Preset.DATES:
        yield "period", selection.preset.value
    if selection.bucket:
        yield "bucket", selection.bucket.value
    if not selection.weighted:
        yield "weighted", "0"
    if selection.as_then:
        yield "units", THEN


def _leaves(studied: Studied, lines: int) -> Iterator[Tab]:
    last = max((lines - 1) // PAGE_ROWS + 1, 1)
    here = min(studied.selection.page, last)
    if here > 1:
        yield Tab(_("Earlier rows"), studied.over(replace(studied.selection, page=here - 1)).address, False)
    if here < last:
        yield Tab(_("More rows"), studied.over(replace(studied.selection, page=here + 1)).address, False)
