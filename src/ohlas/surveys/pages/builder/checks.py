"""Publishing: what is wrong where; and the versions there were, compared."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.surveys.models import Survey
from ohlas.surveys.pages.builder.frame import Frame, frame_of, work_on
from ohlas.surveys.pages.builder.telling import Told, told
from ohlas.surveys.pages.saying import say
from ohlas.surveys.pages.words import Pick
from ohlas.surveys.queries import VersionRow, history_of, other_definitions
from ohlas.surveys.rules import Changes, Definition, SurveyState, Trend, compare

TRENDS: dict[Trend, Promise] = {
    Trend.COMPARABLE: _("stays comparable"),
    Trend.CAREFUL: _("compare with care"),
    Trend.BROKEN: _("begins anew"),
}


@dataclass(frozen=True)
class ChangeLine:
    sentence: str
    trend: str
    tone: str


@dataclass(frozen=True)
class TrendLine:
    """An answer of both versions, and whether its trend goes on."""

    words: str
    verdict: str
    tone: str


@dataclass(frozen=True)
class Difference:
    """`surveys/builder/difference.html`: what one version changes against another."""

    old: int
    new: int
    changes: tuple[ChangeLine, ...]
    trends: tuple[TrendLine, ...]
    are_all_comparable: bool


@dataclass(frozen=True)
class CheckPage:
    """`surveys/builder/check.html`."""

    frame: Frame
    faults: tuple[Told, ...]
    remarks: tuple[Told, ...]
    difference: Difference | None
    is_published: bool
    is_archived: bool
    may_publish: bool


@dataclass(frozen=True)
class VersionLine:
    number: int
    published_at: datetime | None
    questions: int


@dataclass(frozen=True)
class VersionsPage:
    """`surveys/builder/versions.html`."""

    frame: Frame
    versions: tuple[VersionLine, ...]
    olds: tuple[Pick, ...]
    news: tuple[Pick, ...]
    difference: Difference | None
    is_archived: bool


def check_page(survey: Survey, language: str) -> CheckPage:
    work = work_on(survey, language)
    found = told(work, other_definitions(survey))
    faults = tuple(one for one in found if one.stops)
    history = history_of(survey)
    published = next((row for row in history if row.published_at), None)
    is_archived = survey.state == SurveyState.ARCHIVED
    return CheckPage(
        frame=frame_of(work, "check"),
        faults=faults,
        remarks=tuple(one for one in found if not one.stops),
        difference=difference(published, history[0], work.language)
        if published and not work.draft.is_published
        else None,
        is_published=work.draft.is_published,
        is_archived=is_archived,
        may_publish=not faults and not work.draft.is_published and not is_archived,
    )


def versions_page(survey: Survey, language: str, old: int | None, new: int | None) -> VersionsPage:
    work = work_on(survey, language)
    history = history_of(survey)
    by_number = {row.number: row for row in history}
    newer = by_number.get(new or 0, history[0])
    older = by_number.get(old or newer.number - 1)
    return VersionsPage(
        frame=frame_of(work, "versions"),
        versions=tuple(
            VersionLine(row.number, row.published_at, len(row.definition.questions)) for row in history
        ),
        olds=_picks(history, older),
        news=_picks(history, newer),
        difference=difference(older, newer, work.language) if older and older is not newer else None,
        is_archived=survey.state == SurveyState.ARCHIVED,
    )


def difference(old: VersionRow, new: VersionRow, language: str) -> Difference:
    found = compare(old.definition, new.definition)
    return Difference(
        old=old.number,
        new=new.number,
        changes=tuple(
            ChangeLine(say(one.sentence), str(TRENDS[one.trend]), one.trend.word) for one in found.changes
        ),
        trends=_trends(found, new.definition, language),
        are_all_comparable=all(trend is Trend.COMPARABLE for trend in found.trends.values()),
    )


def _trends(found: Changes, definition: Definition, language: str) -> tuple[TrendLine, ...]:
    return tuple(
        TrendLine(
            definition.item_by_id[name].title(language, definition.default_language),
            str(TRENDS[trend]),
            trend.word,
        )
        for name, trend in found.trends.items()
        if trend is not Trend.COMPARABLE
    )


def _picks(history: tuple[VersionRow, ...], chosen: VersionRow | None) -> tuple[Pick, ...]:
    return tuple(
        Pick(
            str(row.number),
            str(_("Version %(number)d") % {"number": row.number})
            if row.published_at
            else str(_("Draft of version %(number)d") % {"number": row.number}),
            row is chosen,
        )
        for row in history
    )
