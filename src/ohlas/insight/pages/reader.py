"""The reader of sentiment as a page: what it could learn from, how retrainings did, which one reads."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from ohlas.feedback.queries.readers import OwnReaderView
from ohlas.feedback.queries.texts import RelabellingView
from ohlas.feedback.rules.readers import FEWEST, STAGES
from ohlas.insight.pages import words
from ohlas.insight.pages.explorer import RelabelNote, relabel_note
from ohlas.metrics import ShareTally, share_figure


@dataclass(frozen=True)
class ReaderRow:
    """One retraining: right before and after on comments kept aside, each with its interval, and what else moved."""

    id: str
    day: str
    learnt: str
    before: str
    after: str
    moved: str
    verdict: str
    is_used: bool
    may_use: bool


@dataclass(frozen=True)
class ReaderPage:
    """`missing` is how many corrections are still needed; `stage` is empty where nothing is being made."""

    corrected: str
    missing: str
    fewest: int
    rows: tuple[ReaderRow, ...]
    stage: str
    stage_number: int
    stages: int
    is_own: bool
    may_edit: bool
    change: str
    back: str
    explorer: str
    relabel: RelabelNote | None


def reader_page(
    readers: tuple[OwnReaderView, ...],
    corrected: int,
    *,
    may_edit: bool,
    change: str,
    back: str,
    explorer: str,
    relabelling: RelabellingView | None,
) -> ReaderPage:
    """The page in words."""
    making = next((one for one in readers if not one.is_ended), None)
    left = max(0, FEWEST - corrected)
    return ReaderPage(
        corrected=ngettext("%(n)s comment", "%(n)s comments", corrected) % {"n": words.number(corrected, 0)},
        missing=ngettext("%(n)s more is needed.", "%(n)s more are needed.", left) % {"n": left}
        if left
        else "",
        fewest=FEWEST,
        rows=tuple(_row(one) for one in readers if one.is_ended),
        stage=_stage(making.stage) if making else "",
        stage_number=making.stage if making else 0,
        stages=STAGES,
        is_own=any(one.is_used and not one.is_old for one in readers),
        may_edit=may_edit,
        change=change,
        back=back,
        explorer=explorer,
        relabel=relabel_note(relabelling),
    )


def _stage(stage: int) -> str:
    return {
        0: gettext("Waiting for its turn"),
        1: gettext("Gathering the corrected comments"),
    }.get(stage, gettext("Learning, and judging on comments kept aside"))


def _row(one: OwnReaderView) -> ReaderRow:
    return ReaderRow(
        id=str(one.id),
        day=words.day(one.started_at.date()),
        learnt=words.number(one.learnt, 0),
        before=_right(one.before, one.held_out),
        after=_right(one.after, one.held_out),
        moved=_moved(one),
        verdict=_verdict(one),
        is_used=one.is_used and not one.is_old,
        may_use=not one.is_used and not one.is_old and not one.trouble,
    )


def _right(right: int, whole: int) -> str:
    figure = share_figure(ShareTally(right, whole - right))
    if figure.value is None or figure.low is None or figure.high is None:
        return words.NOBODY
    return gettext("%(right)s of %(whole)s, between %(low)s and %(high)s") % {
        "right": words.number(right, 0),
        "whole": words.number(whole, 0),
        "low": words.percent(figure.low, 0),
        "high": words.percent(figure.high, 0),
    }


def _moved(one: OwnReaderView) -> str:
    return gettext("%(moved)s of %(others)s") % {
        "moved": words.number(one.moved, 0),
        "others": words.number(one.others, 0),
    }


def _verdict(one: OwnReaderView) -> str:
    if one.trouble:
        return one.trouble
    if one.is_old:
        return gettext(
            "Made of an older shipped reader, so it is laid aside. Retrain to use your corrections."
        )
    if one.after > one.before:
        return gettext("Right more often on your corrections.")
    if one.after == one.before:
        return gettext("No better on your corrections. More of them may help.")
    return gettext("Worse on your corrections. Do not use it.")
