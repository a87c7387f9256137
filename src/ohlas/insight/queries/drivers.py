"""What moves a score: whose answers are related, and the study made of them, kept per version of the facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.engine import FactStore, Matrix, matrix
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.catalogue import (
    Asked,
    Catalogue,
    Titles,
    attribute_fields,
    catalogue_of,
    field_values,
    titles_of,
)
from ohlas.insight.queries.dashboard import usual_preset
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import Counted, counted, coverage
from ohlas.insight.queries.kept import computed, state_of
from ohlas.insight.queries.placing import tree_of
from ohlas.insight.rules import FIELDS, Preset, Window, preset_window
from ohlas.insight.rules.driven import ABOUT_ONE_ANSWER, MOST_DRIVERS, SAMPLES, Driven
from ohlas.metrics import MEASURES, SCALES, Measure, MetricsError, UnlikeScales, measures_of

if TYPE_CHECKING:
    from ohlas.metrics.arrays import Vector
    from ohlas.metrics.driver_study import Candidate, Study

MANY = 40_000_000
"""People × 2^drivers from which on a page first shows fewer bootstrap samples."""
_FILTERS = tuple(name for name in FIELDS if name not in {"question", "touchpoint"})


@dataclass(frozen=True)
class DriversAsk:
    """All choices made: the score, as which measure, and the questions that may move it."""

    ask: Ask
    outcome: Asked
    drivers: tuple[Asked, ...]
    samples: int | None


@dataclass(frozen=True)
class DriversFound:
    """`study` is None where nothing can be said, and `refusal` says why."""

    driven: Driven
    preset: Preset
    catalogue: Catalogue
    titles: Titles
    options: dict[str, tuple[str | None, ...]]
    asked: DriversAsk | None
    score: Counted | None
    study: "Study | None"
    refusal: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[Asked, ...]:
        """Every scored question of the surveys chosen, once."""
        return questions_of(self.catalogue, self.driven.selection.filters.get("survey", ()))


def drivers_found(store: FactStore, actor: Actor, driven: Driven, now: datetime) -> DriversFound:
    """The whole page for this actor and address.

    Errors: `BadAddress` for questions that are not there, metrics' `UnlikeScales`, the engine's `BadQuery`.
    """
    catalogue, selection = catalogue_of(actor), driven.selection
    choices = questions_of(catalogue, selection.filters.get("survey", ()))
    outcome = _outcome(choices, catalogue, driven)
    titles = titles_of(actor, catalogue)
    if outcome is None:
        return DriversFound(driven, Preset.ALL, catalogue, titles, {}, None, None, None)
    measure = _measure(driven, outcome)
    tree = tree_of(actor.organisation.id, selection)
    free = ask_for(
        actor, measure, outcome.scale, selection.filters, Window(), weighted=selection.weighted, tree=tree
    )
    today = now.astimezone(ZoneInfo(actor.organisation.zone)).date()
    preset = selection.preset or usual_preset(coverage(store, free), today)
    window = selection.chosen_window if preset is Preset.DATES else preset_window(preset, today)
    asked = DriversAsk(free.over(window), outcome, _drivers(choices, driven, outcome), driven.samples)
    options = field_values(store, free, (*_FILTERS, *attribute_fields(actor)))
    score = counted(store, _only(asked))
    try:
        found, warnings = studied(store, asked)
    except MetricsError as refusal:
        said = str(refusal)
        return DriversFound(
            driven, preset, catalogue, titles, options, asked, score, None, said[:1].upper() + said[1:]
        )
    return DriversFound(driven, preset, catalogue, titles, options, asked, score, found, warnings=warnings)


def studied(store: FactStore, asked: DriversAsk) -> tuple["Study", tuple[str, ...]]:
    """The study, made once per version of the facts.

    Errors: metrics' `CannotFit` where nothing can be said; the engine's own.
    """
    query = asked.ask.query()
    units = None if query.scope_units is None else sorted(query.scope_units)
    parts = (
        store.url,
        state_of(store, query),
        asked.ask.filters,
        query.placed,
        asked.ask.apart,
        asked.ask.window,
        asked.ask.weighted,
        units,
    )
    key = ("drivers", *parts, asked.ask.organisation, asked.ask.measure.id, items_of(asked), asked.samples)
    return computed(key, lambda: _study(store, asked))


def studied_of(catalogue: Catalogue, ask: Ask, samples: int | None = None) -> DriversAsk | None:
    """The usual study of a score: its first question, and all others of the same surveys.

    Shape:  None where no question is on this scale.
    """
    choices = questions_of(catalogue, ask.filters.get("survey", ()))
    outcome = next((one for one in choices if one.scale == ask.scale), None)
    if outcome is None:
        return None
    kept = {name: values for name, values in ask.filters.items() if name not in ABOUT_ONE_ANSWER}
    return DriversAsk(replace(ask, filters=kept), outcome, _drivers(choices, Driven(), outcome), samples)


def score_of(store: FactStore, asked: DriversAsk) -> Counted:
    """The score that is explained, of its question alone."""
    return counted(store, _only(asked))


def items_of(asked: DriversAsk) -> tuple[tuple[str, str], ...]:
    """The score first, then the drivers."""
    return tuple((one.id, one.scale) for one in (asked.outcome, *asked.drivers))


def questions_of(catalogue: Catalogue, surveys: Sequence[str]) -> tuple[Asked, ...]:
    """One line per question id; the newest wording of the surveys meant.

    A question asked on two scales stands once, with the newest scale.
    """
    meant = [one for one in catalogue.questions if not surveys or str(one.survey) in surveys]
    return tuple({one.id: one for one in meant}.values())


def _study(store: FactStore, asked: DriversAsk) -> tuple["Study", tuple[str, ...]]:
    from ohlas.metrics.driver_study import study  # numpy loads with it

    if not asked.drivers:
        raise NoDrivers
    found = matrix(store, asked.ask.query(), items_of(asked))
    samples = asked.samples or _usual_samples(len(found.values), len(asked.drivers))
    made = study(
        candidates_of(asked),
        found.values[:, 1:],
        _worth(found, asked.ask.measure, asked.outcome.scale),
        weights=found.weights if asked.ask.weighted else None,
        bootstraps=samples,
    )
    return made, tuple(map(str, found.warnings))


class NoDrivers(MetricsError):
    """A score alone has nothing beside it."""

    def __init__(self) -> None:
        super().__init__("no other question was scored beside this one: there is nothing that could move it")


def candidates_of(asked: DriversAsk) -> list["Candidate"]:
    from ohlas.metrics.driver_study import Candidate

    scales = [(one.id, SCALES[one.scale]) for one in asked.drivers]
    return [Candidate(name, scale.low, scale.high, scale.direction == "lower") for name, scale in scales]


def _worth(found: Matrix, measure: Measure, scale: str) -> "Vector":
    """What each person's answer adds to the score."""
    import numpy as np

    from ohlas.metrics.contributions import contribution

    given = found.values[:, 0]
    values, places = np.unique(given, return_inverse=True)
    worth = [np.nan if np.isnan(one) else contribution(measure, float(one), scale) for one in values]
    return np.array(worth, dtype=np.float64)[places] if len(values) else given


def _usual_samples(people: int, drivers: int) -> int:
    return SAMPLES[0] if people * 2 ** min(drivers, 16) > MANY else SAMPLES[1]


def _outcome(choices: Sequence[Asked], catalogue: Catalogue, driven: Driven) -> Asked | None:
    if driven.outcome is not None:
        return _named(choices, driven.outcome, "outcome")
    wanted = MEASURES[driven.selection.measure].scale.id if driven.selection.measure else None
    order = {scale: place for place, scale in enumerate(catalogue.scales)}
    fitting = [one for one in choices if one.id not in driven.drivers]
    first = [one for one in fitting if one.scale == wanted] or fitting
    return min(first, key=lambda one: order[one.scale], default=None)


def _drivers(choices: Sequence[Asked], driven: Driven, outcome: Asked) -> tuple[Asked, ...]:
    if driven.drivers:
        return tuple(_named(choices, name, "driver") for name in driven.drivers)
    surveys = {one.survey for one in choices if one.id == outcome.id}
    beside = [one for one in choices if one.id != outcome.id and one.survey in surveys]
    return tuple(beside[:MOST_DRIVERS])


def _named(choices: Sequence[Asked], name: str, part: str) -> Asked:
    found = next((one for one in choices if one.id == name), None)
    if found is None:
        raise BadAddress(part, name[:60], f"one of {', '.join(one.id for one in choices[:30]) or 'none yet'}")
    return found


def _measure(driven: Driven, outcome: Asked) -> Measure:
    fitting = measures_of(outcome.scale)
    wanted = driven.selection.measure
    if wanted is None:
        return fitting[0]
    if MEASURES[wanted] not in fitting:
        if driven.outcome is None:
            raise UnlikeScales(MEASURES[wanted].scale.id, outcome.scale)
        raise BadAddress(
            "measure", wanted, f"one of {', '.join(one.id for one in fitting)} fits this question"
        )
    return MEASURES[wanted]


def _only(asked: DriversAsk) -> Ask:
    """The score itself, of this question alone."""
    ask = asked.ask
    filters = {**ask.filters, "question": (asked.outcome.id,)}
    return replace(ask, filters=filters)
