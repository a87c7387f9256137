"""What the templates of moving in may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.exchange.actions import Trial
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules import ColumnMapping, ColumnRole
from ohlas.exchange.rules.guess import key_of
from ohlas.exchange.rules.mapping import IMPORTED_TYPES
from ohlas.exchange.rules.states import FINISHED, UNDOABLE, ImportState, eta_s
from ohlas.lib.tables import MIXED, TIME_FORMATS

STATE_WORDS: dict[ImportState, Promise] = {
    ImportState.UPLOADED: _("Columns to be checked"),
    ImportState.CHECKED: _("Ready to import"),
    ImportState.RUNNING: _("Importing"),
    ImportState.DONE: _("Imported"),
    ImportState.FAILED: _("Stopped by a problem"),
    ImportState.UNDOING: _("Being undone"),
    ImportState.UNDONE: _("Undone"),
}
ROLE_WORDS: dict[ColumnRole, Promise] = {
    ColumnRole.IGNORE: _("Leave out"),
    ColumnRole.QUESTION: _("Answers to a question"),
    ColumnRole.ATTRIBUTE: _("Attribute to group and filter by"),
    ColumnRole.TIME: _("When it was answered"),
    ColumnRole.UNIT: _("Branch or department"),
    ColumnRole.EMPLOYEE: _("Employee"),
    ColumnRole.CONTACT: _("Customer's id or e-mail"),
    ColumnRole.RESPONDENT: _("Respondent's number in this file"),
    ColumnRole.LANGUAGE: _("Language"),
    ColumnRole.CHANNEL: _("Channel"),
    ColumnRole.WEIGHT: _("Weight"),
}
TYPE_WORDS: dict[str, Promise] = {
    "nps:nps_0_10": _("Recommendation 0–10 (NPS)"),
    "recommend10:recommend_1_10": _("Recommendation 1–10"),
    "csat:csat_1_5": _("Satisfaction 1–5, 5 is best (CSAT)"),
    "csat10:csat_1_10": _("Satisfaction 1–10"),
    "rating:rating_1_5": _("Rating 1–5, 5 is best"),
    "rating:rating_1_7": _("Rating 1–7, 7 is best"),
    "rating:rating_1_10": _("Rating 1–10, 10 is best"),
    "stars:stars_1_5": _("Stars 1–5"),
    "faces:faces_1_5": _("Faces 1–5"),
    "ces1:ces1_1_5": _("Effort 1–5, 5 is most effort (CES 1.0)"),
    "ease:ease_1_5": _("Ease 1–5, 5 is easiest"),
    "ces2:ces2_1_7": _("Made it easy 1–7, 7 is agreement (CES 2.0)"),
    "number:number": _("Any number"),
    "text": _("Words"),
}
FORMAT_EXAMPLES: dict[str, str | Promise] = {
    "iso": "2026-03-31",
    "d.m.Y": "31.3.2026",
    "d/m/Y": "31/3/2026",
    "m/d/Y": "3/31/2026",
    "d-m-Y": "31-3-2026",
    "m-d-Y": "3-31-2026",
    "Y/m/d": "2026/3/31",
    "Y.m.d": "2026.3.31",
    "excel": "46112 (Excel)",
    "unix": "1774915200 (Unix)",
    MIXED: _("several ways, each cell by itself"),
}
"""The last day of March in every way of writing."""
EARLIER_WORDS: dict[str, Promise] = {
    "file": _("This very file was imported on %(day)s as “%(file)s”. Its columns are set as they were then."),
    "headings": _("“%(file)s” of %(day)s had the same headings. The columns are set as they were then."),
    "survey": _("Columns named as in “%(file)s” of %(day)s mean what they meant there; check the others."),
}
ENCODINGS = ("utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "iso8859-2", "koi8-r")
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class ImportLine:
    """One import in the list."""

    id: UUID
    file_name: str
    survey: str
    state: Promise
    rows_stored: int
    rows_lost: int
    created_at: datetime


@dataclass(frozen=True)
class ImportsPage:
    lines: Sequence[ImportLine]
    problem: str = ""


@dataclass(frozen=True)
class ColumnCard:
    """One column: what was found in it and what it is said to mean."""

    number: int
    name: str
    samples: Sequence[str]
    note: str
    mapping: ColumnMapping
    formats: Sequence[tuple[str, str | Promise]]
    doubts: Sequence[str] = ()
    low: float | None = None
    high: float | None = None

    @property
    def chosen_type(self) -> str:
        mapping = self.mapping
        return (
            f"{mapping.type}:{mapping.scale}"
            if mapping.scale
            else mapping.type or _type_within(self.low, self.high)
        )

    @property
    def suggested_question(self) -> str:
        return self.mapping.question or key_of(self.name, set())

    @property
    def suggested_attribute(self) -> str:
        return self.mapping.attribute or key_of(self.name, set())

    @property
    def missing(self) -> str:
        return ", ".join(self.mapping.missing)


@dataclass(frozen=True)
class ColumnsPage:
    view: ImportView
    columns: Sequence[ColumnCard]
    problems: Sequence[str]
    roles: Sequence[tuple[str, Promise]]
    types: Sequence[tuple[str, Promise]]
    encodings: Sequence[str]
    delimiters: Sequence[tuple[str, Promise]]
    surveys: Sequence[str]
    remembered: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a running import is."""

    percent: int
    rate: int
    eta_s: int | None


@dataclass(frozen=True)
class ImportPage:
    view: ImportView
    state: Promise
    trial: Trial | None
    trial_problem: str
    reasons: Sequence[tuple[str, str, int]]
    earlier: ImportView | None
    progress: Progress | None
    can_undo: bool
    survey_id: UUID | None

    @property
    def is_finished(self) -> bool:
        return self.view.state in FINISHED


def line_of(view: ImportView) -> ImportLine:
    return ImportLine(
        view.id,
        view.file_name,
        view.mapping.survey,
        STATE_WORDS[view.state],
        view.rows_stored,
        view.rows_lost,
        view.created_at,
    )


def columns_page(view: ImportView, problems: Sequence[str], surveys: Sequence[str]) -> ColumnsPage:
    """The page on which the columns get their meaning."""
    meanings = {column.column: column for column in view.mapping.columns}
    cards = [
        ColumnCard(
            number=number,
            name=found["name"],
            samples=found["samples"],
            note=_note(found),
            mapping=meanings.get(found["name"], ColumnMapping(found["name"])),
            formats=[(way, FORMAT_EXAMPLES.get(way, way)) for way in _ways(found)],
            doubts=_doubts(found, meanings.get(found["name"])),
            low=found["low"],
            high=found["high"],
        )
        for number, found in enumerate(view.findings["columns"])
    ]
    return ColumnsPage(
        view=view,
        columns=cards,
        problems=problems,
        roles=[(role.value, ROLE_WORDS[role]) for role in ROLE_WORDS],
        types=[(key, words) for key, words in TYPE_WORDS.items() if key.split(":")[0] in IMPORTED_TYPES],
        encodings=ENCODINGS,
        delimiters=list(zip(DELIMITERS, (_("comma"), _("semicolon"), _("tab"), _("bar |")), strict=True)),
        surveys=surveys,
        remembered=_remembered(view.findings.get("earlier")),
    )


def _remembered(earlier: dict[str, str] | None) -> str:
    """Where the meanings below come from, when they are no guess."""
    if not earlier:
        return ""
    day = date_format(datetime.fromisoformat(earlier["at"]), "DATE_FORMAT")
    return str(EARLIER_WORDS[earlier["by"]] % {"file": earlier["file"], "day": day})


def _type_within(low: float | None, high: float | None) -> str:
    """What is offered first when somebody says the column holds answers: the scale its numbers fit."""
    if low is None or high is None:
        return "text"
    for least, most, kind in (
        (1, 5, "rating:rating_1_5"),
        (1, 7, "rating:rating_1_7"),
        (0, 10, "nps:nps_0_10"),
    ):
        if least <= low and high <= most:
            return kind
    return "number:number"


def _ways(found: dict[str, Any]) -> Sequence[str]:
    """The ways of writing dates that this column could be read in."""
    candidates = found["time_candidates"]
    return [*candidates, MIXED] if len(candidates) > 1 else candidates or TIME_FORMATS


def _doubts(found: dict[str, Any], mapping: ColumnMapping | None) -> list[str]:
    """What the guess passed over, said before anything is written."""
    doubts = []
    if misfits := found.get("misfits"):
        cells = ", ".join(f"{text[:20]} ({count}×)" for text, count in misfits)
        doubts.append(str(_("Off this scale and left out: %(cells)s.") % {"cells": cells}))
    if mapping is not None and mapping.format == MIXED:
        ways = ", ".join(str(FORMAT_EXAMPLES.get(way, way)) for way in found["time_candidates"])
        doubts.append(
            str(_("Dates are written in several ways (%(ways)s); each is read by itself.") % {"ways": ways})
        )
        if undecided := found.get("time_undecided"):
            words = _("%(count)s of the dates looked at could be two days; their rows are left out.")
            doubts.append(str(words % {"count": undecided}))
    if mapping is not None and mapping.role is ColumnRole.QUESTION and mapping.missing:
        codes = ", ".join(mapping.missing)
        doubts.append(str(_("Taken as “no answer”: %(codes)s.") % {"codes": codes}))
    return doubts


def _note(found: dict[str, object]) -> str:
    low, high = found["low"], found["high"]
    parts = []
    if isinstance(low, int | float) and isinstance(high, int | float):
        parts.append(f"{low:g} … {high:g}")
    parts.append(str(_("%(count)s different values") % {"count": found["distinct"]}))
    share = found["empty_share"]
    if isinstance(share, float) and share > 0:
        parts.append(str(_("%(percent)s %% empty") % {"percent": round(100 * share)}))
    return " · ".join(parts)


def progress_of(view: ImportView, now: datetime) -> Progress | None:
    """Share, rate and time to go of a running import."""
    if view.state is not ImportState.RUNNING or view.started_at is None:
        return None
    elapsed = (now - view.started_at).total_seconds()
    total = max(view.rows_total or 0, view.rows_read)
    left = eta_s(elapsed, view.rows_read, total)
    return Progress(
        percent=min(99, int(100 * view.rows_read / total)) if total else 0,
        rate=int(view.rows_read / elapsed) if elapsed > 0 else 0,
        eta_s=None if left is None else round(left),
    )


def import_page(
    view: ImportView,
    *,
    trial: Trial | None,
    trial_problem: str,
    earlier: ImportView | None,
    survey_id: UUID | None,
    now: datetime,
) -> ImportPage:
    """The page of one import at whatever step it is."""
    reasons = trial.reasons.most_common(30) if trial else []
    return ImportPage(
        view=view,
        state=STATE_WORDS[view.state],
        trial=trial,
        trial_problem=trial_problem,
        reasons=[(column, reason, count) for (column, reason), count in reasons],
        earlier=earlier,
        progress=progress_of(view, now),
        can_undo=view.state in UNDOABLE,
        survey_id=survey_id,
    )
