"""What can be asked of these facts, and how its parts are called: questions, units, surveys, attributes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language, gettext

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import employees_of, units_of
from ohlas.engine import FactStore, NotShown, attributes, run
from ohlas.feedback.queries import attributes_of
from ohlas.feedback.queries.texts import topic_tree
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.apart import surveys_apart
from ohlas.insight.queries.facts import Ask
from ohlas.insight.rules import UNKNOWN
from ohlas.metrics import MEASURES, Measure, UnlikeScales, measures_of
from ohlas.surveys.queries import survey_names, versions_of

MOST_OPTIONS = 60
"""Values offered in one filter, the most frequent ones; others can still be reached by drilling."""
_WORDINGS = "wording"


@dataclass(frozen=True)
class Asked:
    """A scored question as it stands in surveys; `title` is for its answers of all surveys together."""

    id: str
    scale: str
    title: str
    touchpoint: str | None
    survey: UUID
    wording: str = ""
    """How this survey asks it; the title, where every survey asks it alike."""


@dataclass(frozen=True)
class Catalogue:
    """Every scored question of the organisation's published surveys, without those of competitors' customers."""

    questions: tuple[Asked, ...]

    @property
    def scales(self) -> tuple[str, ...]:
        """Scales in use, in the order the measures are registered, then the rest by name."""
        order = {measure.scale.id: place for place, measure in enumerate(MEASURES.values())}
        used = {asked.scale for asked in self.questions}
        return tuple(sorted(used, key=lambda scale: (order.get(scale, len(order)), scale)))

    def on(self, scale: str) -> tuple[Asked, ...]:
        """One line per question id on this scale."""
        return tuple({asked.id: asked for asked in self.questions if asked.scale == scale}.values())

    def measures(self) -> tuple[tuple[Measure, str], ...]:
        """Every measure these scales can be shown as, with its scale."""
        return tuple((measure, scale) for scale in self.scales for measure in measures_of(scale))

    def scale_for(self, measure: Measure, filters: Mapping[str, Sequence[str]]) -> str:
        """The one scale a measure is asked on.

        Errors: metrics' `UnlikeScales` when the questions chosen lie on several, `BadAddress` when
        they lie on another one than the measure's.
        """
        chosen = [asked for asked in self.questions if _is_meant(asked, filters)]
        if measure.scale.kind != "number":
            if filters.get("question") and chosen and measure.scale.id not in {one.scale for one in chosen}:
                raise BadAddress("measure", measure.id, _fitting(chosen))
            return measure.scale.id
        scales = sorted({one.scale for one in chosen if measure in measures_of(one.scale)})
        if len(scales) > 1:
            raise UnlikeScales(scales[0], scales[1])
        return scales[0] if scales else measure.scale.id


@dataclass(frozen=True)
class Titles:
    """Words for the values of every field."""

    words: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, str]

    def of(self, name: str, value: str | None) -> str | None:
        """The word for a value; itself where there is none, None for "not known"."""
        if value is None or value == UNKNOWN:
            return None
        return self.words.get(name, {}).get(value, value)

    def asked(self, question: str, survey: str | None) -> str:
        """How this survey asks the question; its title where the survey does not ask it any more."""
        own = self.words.get(_WORDINGS, {}).get(f"{survey}/{question}")
        return own or self.of("question", question) or question


def catalogue_of(actor: Actor) -> Catalogue:
    """The scored questions of every published version, later ones last."""
    language = get_language() or "en"
    apart = surveys_apart(actor.organisation.id)
    questions = [
        Asked(item.id, item.scale, "", item.touchpoint, version.survey_id, item.title(language))
        for version in versions_of(actor.organisation.id)
        if str(version.survey_id) not in apart
        for item in version.definition.items()
        if item.scale is not None
    ]
    together = _titles(questions)
    return Catalogue(tuple(replace(one, title=together[one.id]) for one in questions))


def attribute_fields(actor: Actor) -> dict[str, str]:
    """Declared attributes as fields of the facts, with their titles."""
    return {f"a_{one.key}": one.title for one in attributes_of(actor.organisation.id)}


def titles_of(actor: Actor, catalogue: Catalogue) -> Titles:
    """Names of units, people, surveys and questions; an actor with a scope learns no other unit's name."""
    organisation = actor.organisation.id
    units = {str(unit.id): unit.name for unit in units_of(organisation) if actor.sees_unit(unit.id)}
    employees = {
        str(one.id): one.name
        for one in employees_of(organisation)
        if actor.scope is None or one.unit_id in actor.scope
    }
    return Titles(
        words={
            "unit": units,
            "employee": employees,
            "survey": {str(key): name for key, name in survey_names(organisation).items()},
            "question": {asked.id: asked.title for asked in catalogue.questions},
            _WORDINGS: {f"{asked.survey}/{asked.id}": asked.wording for asked in catalogue.questions},
            "topic": topic_titles(organisation),
        },
        fields=attribute_fields(actor),
    )


def topic_titles(organisation_id: UUID) -> dict[str, str]:
    """The topics by their names in the reader's language."""
    language = (get_language() or "en")[:2]
    return {topic.id: topic.title(language) for topic in topic_tree(organisation_id).topics.walk()}


def field_values(store: FactStore, ask: Ask, names: Sequence[str]) -> dict[str, tuple[str | None, ...]]:
    """The values each field has among the answers on this scale, the most frequent first, any day."""
    snapshot = store.snapshot("answers")
    if snapshot is None:
        return dict.fromkeys(names, ())
    present = {*attributes(store, str(ask.organisation))}
    state = (snapshot.folder, snapshot.version, store.version("comments"), store.version("cube"))
    place = _Place(state, ask.organisation, ask.scope, ask.apart, ask.scale)
    return {
        name: _values(store, place, name) for name in names if not name.startswith("a_") or name in present
    }


@dataclass(frozen=True)
class _Place:
    """Whose answers of which scale, in which state of the facts: the same place gives the same values."""

    state: tuple[str, int, int | None, int | None]
    organisation: UUID
    scope: frozenset[str] | None
    apart: tuple[str, ...]
    scale: str


@lru_cache(maxsize=512)
def _values(store: FactStore, place: _Place, name: str) -> tuple[str | None, ...]:
    ask = Ask(place.organisation, place.scope, place.apart, next(iter(MEASURES.values())), place.scale)
    try:
        found = run(store, ask.query(by=(name,))).rows
    except NotShown:
        return ()  # only anonymous answers, and this would tell people apart
    rows = sorted(found, key=lambda row: -row.counts.n)
    return tuple(row.key[name] for row in rows[:MOST_OPTIONS])


def _titles(questions: Sequence[Asked]) -> dict[str, str]:
    """What the answers to each question are called in one figure: never by the words of one survey alone."""
    newest = {(one.id, one.survey): one.wording for one in questions}
    wordings: dict[str, dict[str, None]] = {}
    for (question, _survey), wording in newest.items():
        wordings.setdefault(question, {})[wording] = None
    return {question: _together(list(ways)) for question, ways in wordings.items()}


def _together(ways: Sequence[str]) -> str:
    """The shortest wording, which says least of its own occasion, and how many there are."""
    if len(ways) == 1:
        return ways[0]
    return gettext("%(question)s (in %(ways)s wordings)") % {
        "question": min(ways, key=len),
        "ways": len(ways),
    }


def _is_meant(asked: Asked, filters: Mapping[str, Sequence[str]]) -> bool:
    wanted = {"question": asked.id, "survey": str(asked.survey), "touchpoint": asked.touchpoint or UNKNOWN}
    return all(value in filters[name] for name, value in wanted.items() if filters.get(name))


def _fitting(chosen: Sequence[Asked]) -> str:
    fitting = sorted({measure.id for one in chosen for measure in measures_of(one.scale)})
    return f"the question chosen is asked on another scale; {', '.join(fitting)} fit it"
