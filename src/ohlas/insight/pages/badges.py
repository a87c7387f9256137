"""A public score in words, for a picture, for programs and for a slide: always with n and period."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from ohlas.insight.models import Badge
from ohlas.insight.pages import words
from ohlas.insight.pages.charts import bars_of
from ohlas.insight.pages.figures import axis_of, whisker
from ohlas.insight.pages.reports.told import figure_line
from ohlas.insight.pages.reports.words import writers_words
from ohlas.insight.queries.badges import BadgeFound
from ohlas.insight.queries.catalogue import Catalogue
from ohlas.insight.rules import Selection
from ohlas.insight.rules.badges import LEAST_ANSWERS, BadgePeriod, rating_ends
from ohlas.lib.reports import Cell, Chart, FigureLine, Report, ReportTile
from ohlas.metrics import MEASURES, SCALES, measures_of

PERIOD_TITLES = {
    BadgePeriod.YEAR: _("The last twelve whole months"),
    BadgePeriod.ALL: _("Everything up to the last whole month"),
}
LONGEST_NAME = 40


@dataclass(frozen=True)
class BadgeShown:
    """What a picture of the score says; `refusal` stands where it is withheld."""

    name: str
    measure: str
    value: str
    interval: str
    n: str
    period: str
    made: str
    sentence: str
    refusal: str
    language: str
    low: str = ""
    width: str = ""
    at: str = ""


@dataclass(frozen=True)
class BadgeLine:
    id: str
    title: str
    sentence: str
    period: str
    svg: str
    json: str
    png: str
    slide: str
    revoke: str
    snippet: str
    structured: str
    is_revoked: bool


@dataclass(frozen=True)
class Option:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class BadgesPage:
    """Scores shown to everybody, and a form to try one before it is."""

    lines: tuple[BadgeLine, ...]
    revoked: tuple[BadgeLine, ...]
    measures: tuple[Option, ...]
    units: tuple[Option, ...]
    periods: tuple[Option, ...]
    languages: tuple[Option, ...]
    preview: BadgeShown | None
    preview_svg: str
    error: str
    here: str
    least: int


def badge_shown(found: BadgeFound) -> BadgeShown:
    """In the badge's own language, whoever looks."""
    with override(found.subject.language):
        measure = MEASURES[found.subject.measure]
        title = words.measure_title(measure)
        shown = BadgeShown(
            name=_short(found.name),
            measure=title,
            value="–",
            interval="",
            n="",
            period=words.days(found.window),
            made=words.day(found.today),
            sentence="",
            refusal="",
            language=found.subject.language,
        )
        if found.withheld is not None or found.counted is None:
            said = gettext("Not shown: fewer than %(least)s answers.") % {"least": LEAST_ANSWERS}
            return replace(shown, refusal=said, sentence=f"{found.name}, {title}: {said}")
        figure = found.counted.figure
        place = whisker(axis_of(measure, found.subject.scale), figure)
        low, high, at = (_px(end) for end in (place.low, place.high, place.at)) if place else (0.0, 0.0, 0.0)
        return replace(
            shown,
            value=words.score(measure, figure.value),
            interval=words.interval(measure, figure),
            n=words.answers(figure.n),
            sentence=f"{words.sentence(f'{found.name}, {title}', measure, figure)}, {shown.period}",
            low=f"{low:.1f}",
            width=f"{high - low:.1f}",
            at=f"{at:.1f}",
        )


def badge_document(found: BadgeFound) -> dict[str, object]:
    """For programs: numbers as numbers, and a rating for search engines only where the scale is one."""
    shown, measure = badge_shown(found), MEASURES[found.subject.measure]
    is_shown = found.withheld is None and found.counted is not None
    figure = found.counted.figure if found.counted and is_shown else None
    return {
        "name": found.name,
        "organisation": found.organisation,
        "measure": found.subject.measure,
        "title": shown.measure,
        "value": figure.value if figure else None,
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
        "confidence": 0.95,
        "n": figure.n if figure else None,
        "since": found.window.since.isoformat() if found.window.since else None,
        "until": found.window.last_day.isoformat() if found.window.last_day else None,
        "asOf": found.today.isoformat(),
        "sentence": shown.sentence,
        "refusal": shown.refusal or None,
        "structuredData": _structured(found) if figure else None,
        "unit": measure.unit,
    }


def sales_slide(found: BadgeFound, made_at: datetime) -> Report:
    """One slide: the score, its interval, n and period, and how the answers were spread."""
    with override(found.subject.language):
        measure = MEASURES[found.subject.measure]
        title, days = words.measure_title(measure), words.days(found.window)
        tile = ReportTile(f"{found.name} – {title}", "", days)
        if found.withheld is not None or found.counted is None:
            tile = replace(tile, refusal=badge_shown(found).refusal)
        else:
            line = figure_line(title, measure, found.counted.figure)
            n = words.answers(found.counted.figure.n)
            tile = replace(
                tile,
                whole=replace(line, n=replace(line.n, text=n)),
                part=gettext("Answer"),
                lines=tuple(_spread(found)),
                chart=Chart("columns", _spread_words(n)),
                receipt=(
                    (gettext("Days"), days),
                    (gettext("Answers"), n),
                    (gettext("Filters"), gettext("none")),
                ),
            )
        made = gettext("made %(when)s") % {"when": words.day(found.today)}
        return Report(
            title=title,
            organisation=found.organisation,
            language=found.subject.language,
            facts=(),
            tiles=(tile,),
            made_at=made_at,
            words={**writers_words(), "made": made},
        )


def _spread_words(answers: str) -> str:
    said = gettext("How many people in a hundred gave each answer, from %(answers)s.")
    return said % {"answers": answers}


def badge_line(badge: Badge, found: BadgeFound, *, public: str, staff: str) -> BadgeLine:
    shown = badge_shown(found)
    base = f"{public}{badge.token}"
    alt = shown.sentence
    structured = _structured(found) if found.withheld is None else None
    return BadgeLine(
        id=str(badge.id),
        title=f"{found.name} – {shown.measure}",
        sentence=shown.refusal or f"{shown.value}, {shown.interval}, {shown.n}",
        period=shown.period,
        svg=f"{base}.svg",
        json=f"{base}.json",
        png=f"{base}.png",
        slide=f"{staff}{badge.id}/slide.pptx",
        revoke=f"{staff}{badge.id}/revoke/",
        snippet=_snippet(f"{base}.svg", alt),
        structured="" if structured is None else _as_script(structured),
        is_revoked=badge.revoked_at is not None,
    )


def measure_options(catalogue: Catalogue, chosen: str) -> tuple[Option, ...]:
    pairs = [
        (measure, scale) for scale in catalogue.scales if scale != "number" for measure in measures_of(scale)
    ]
    return tuple(
        Option(value := f"{measure.id}:{scale}", _measure_words(measure.id, scale), value == chosen)
        for measure, scale in pairs
    )


def options(pairs: Sequence[tuple[str, object]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, str(said), value == chosen) for value, said in pairs)


def language_options(chosen: str) -> tuple[Option, ...]:
    return options(list(settings.LANGUAGES), chosen)


def _measure_words(measure: str, scale: str) -> str:
    title = words.measure_title(MEASURES[measure])
    ends = SCALES[scale].bounds
    return f"{title} ({ends[0]:g}–{ends[1]:g})" if measure == "mean" and ends else title


def _structured(found: BadgeFound) -> Mapping[str, object] | None:
    """schema.org's AggregateRating, never for a scale that is none."""
    ends = rating_ends(MEASURES[found.subject.measure], SCALES[found.subject.scale].bounds)
    if ends is None or found.counted is None or found.counted.figure.value is None:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "AggregateRating",
        "itemReviewed": {"@type": "Organization", "name": found.name},
        "ratingValue": round(found.counted.figure.value, 2),
        "worstRating": ends[0],
        "bestRating": ends[1],
        "ratingCount": found.counted.figure.n,
    }


def _as_script(structured: Mapping[str, object]) -> str:
    told = json.dumps(structured, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{told}</script>'


def _snippet(address: str, alt: str) -> str:
    return format_html('<img src="{}" alt="{}" width="360" height="150">', address, alt)


def _spread(found: BadgeFound) -> Sequence[FigureLine]:
    if found.counted is None:
        return ()
    return [
        FigureLine(
            name=bar.label,
            value=Cell(words.percent(bar.share), bar.share, "share"),
            low=Cell(""),
            high=Cell(""),
            interval="",
            n=Cell(words.number(bar.n, 0), bar.n, "count"),
        )
        for bar in bars_of(found.counted, Selection(), "")
    ]


def _px(per_cent: str) -> float:
    """A place on the badge's line, which is 320 long from 20."""
    return 20 + 3.2 * float(per_cent.rstrip("%"))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
