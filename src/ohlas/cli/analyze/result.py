"""The finished answer: figures by the one function of `metrics`, ready to be printed, sent or drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ohlas.cli.analyze.counting import Counted, Excluded, Key, count
from ohlas.cli.analyze.errors import NothingCounted
from ohlas.metrics import Cell, ScoreCounts, benjamini_hochberg
from ohlas.metrics.figures import INDICATIVE_BELOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ohlas.cli.analyze.comments import Comments
    from ohlas.cli.analyze.request import Request
    from ohlas.metrics import Figure

Verdict = Literal["better", "worse", "none", "indicative"]
NOT_OURS = (Excluded.NOT_A_NUMBER, Excluded.OFF_SCALE, Excluded.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Group:
    """One group; `verdict` compares it with all the others together."""

    key: Key
    figure: Figure
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Result:
    request: Request
    rows: int
    counts: ScoreCounts
    figure: Figure
    excluded: Mapping[str, int]
    groups: tuple[Group, ...]
    comments: Comments | None
    remarks: tuple[str, ...]


def analyse(request: Request) -> Result:
    """Counts and computes. Raises NothingCounted when rows hold answers but none on the scale."""
    counted = count(request)
    total = counted.total
    if total.n == 0 and any(counted.excluded[reason] for reason in NOT_OURS):
        raise NothingCounted(_nothing(request, counted))
    return Result(
        request=request,
        rows=counted.rows,
        counts=total,
        figure=request.measure.score(total),
        excluded={reason.value: counted.excluded[reason] for reason in Excluded if counted.excluded[reason]},
        groups=_groups(request, counted, total) if request.by else (),
        comments=counted.comments,
        remarks=(*request.info.warnings, *_remarks(request, counted, total)),
    )


def as_json(result: Result) -> dict[str, Any]:
    """The promised shape; `text` is added only where comments were asked for."""
    figure, names = result.figure, result.request.by_names
    answer: dict[str, Any] = {
        "metric": result.request.measure.id,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "n_star": figure.n_star,
        "n_kish": figure.n_kish,
        "weighted": result.request.weight is not None,
        "excluded": dict(result.excluded),
        "groups": [
            {
                "by": dict(zip(names, group.key, strict=True)),
                "value": group.figure.value,
                "low": group.figure.low,
                "high": group.figure.high,
                "n": group.figure.n,
            }
            for group in result.groups
        ],
    }
    if result.comments is not None:
        answer["text"] = _comments_json(result.comments)
    return answer


def _comments_json(comments: Comments) -> dict[str, Any]:
    return {
        "answers": comments.answers,
        "comments": comments.present,
        "repaired": comments.repaired,
        "lost_letters": comments.lost,
        "classes": [
            {"class": each.name, "answers": kept.answers, "comments": kept.present, "examples": kept.examples}
            for each, kept in comments.by_class.items()
        ],
    }


def _groups(request: Request, counted: Counted, total: ScoreCounts) -> tuple[Group, ...]:
    """Each group against the rest; all comparisons of one report are one family (Benjamini–Hochberg, q = .05)."""
    figures = {key: request.measure.score(counts) for key, counts in counted.groups.items()}
    tested = {
        key: comparison
        for key, counts in counted.groups.items()
        if counts.n >= INDICATIVE_BELOW <= total.n - counts.n
        and (comparison := request.measure.compare(counts, _rest(total, counts))) is not None
    }
    marked = dict(zip(tested, benjamini_hochberg([each.p for each in tested.values()]), strict=True))

    def verdict(key: Key) -> Verdict:
        if figures[key].is_indicative:
            return "indicative"
        if not marked.get(key):
            return "none"
        is_higher = tested[key].difference > 0
        return "better" if is_higher == (request.measure.better == "higher") else "worse"

    return tuple(Group(key, figure, verdict(key)) for key, figure in figures.items())


def _rest(total: ScoreCounts, part: ScoreCounts) -> ScoreCounts:
    """All without this group; rounding may leave a trace of weight where nobody is left."""
    left: dict[float, Cell] = {}
    for value, cell in total.cells.items():
        other = part.cells.get(value, Cell(0, 0.0, 0.0))
        if n := cell.n - other.n:
            left[value] = Cell(n, max(0.0, cell.w - other.w), max(0.0, cell.w2 - other.w2))
    return ScoreCounts(left)


def _nothing(request: Request, counted: Counted) -> str:
    reasons = ", ".join(f"{times:,} {reason}" for reason, times in counted.excluded.most_common())
    scale = request.measure.scale
    wanted = "a number" if scale.bounds is None else f"on the scale {scale.low:g} to {scale.high:g}"
    return (
        f"No row of column {request.name(request.score)!r} is {wanted} ({reasons}). "
        f"Choose another --score or --metric."
    )


def _remarks(request: Request, counted: Counted, total: ScoreCounts) -> list[str]:
    remarks = []
    if off := counted.excluded[Excluded.OFF_SCALE]:
        remarks.append(
            f"{off:,} answers lie off the scale {_ends(request)}. If they stand for no answer, name them with "
            "--missing; if the scale is another one, choose another --metric."
        )
    if request.measure.id == "nps" and total.n >= INDICATIVE_BELOW and min(total.cells) > 0:
        remarks.append(
            "Nobody answered 0. NPS needs a scale from 0 to 10: check that this one does not begin at 1."
        )
    if counted.damaged:
        remarks.append(f"{counted.damaged:,} rows hold letters that could not be decoded.")
    return remarks


def _ends(request: Request) -> str:
    scale = request.measure.scale
    return f"{scale.low:g} to {scale.high:g}" if scale.bounds else ""
