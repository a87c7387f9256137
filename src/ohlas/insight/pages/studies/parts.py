"""What a statistics page is put together from: words, warnings, a chart, tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import ReceiptLine, Whisker, receipt
from ohlas.insight.queries.figures import Counted
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.rules.studies import PAGE_ROWS, Study
from ohlas.lib.charts import Spec

TITLES: Mapping[Study, Promise] = {
    Study.LEAGUE: gettext_lazy("League table"),
    Study.FUNNEL: gettext_lazy("Funnel"),
    Study.CONTROL: gettext_lazy("Over time"),
    Study.PANEL: gettext_lazy("Same people"),
    Study.INDEX: gettext_lazy("Satisfaction index"),
    Study.SILENCE: gettext_lazy("Who was silent"),
    Study.WEIGHTS: gettext_lazy("Weights"),
    Study.PLAN: gettext_lazy("How many to ask"),
}
LEADS: Mapping[Study, Promise] = {
    Study.LEAGUE: gettext_lazy(
        "Units in order without reward for luck: five answers neither crown nor shame."
    ),
    Study.FUNNEL: gettext_lazy("Which units lie further from the whole than luck explains at their size."),
    Study.CONTROL: gettext_lazy("Which periods are more than the usual noise, and when the level changed."),
    Study.PANEL: gettext_lazy("How the same people changed, and what repeat answers do to the interval."),
    Study.INDEX: gettext_lazy(
        "One number from several questions, with what each brings and could still add."
    ),
    Study.SILENCE: gettext_lazy("Whether those who answered resemble those who were asked."),
    Study.WEIGHTS: gettext_lazy("What the score would be if your answers had the make-up of all customers."),
    Study.PLAN: gettext_lazy("How many answers a margin or a difference takes, before anybody is asked."),
}
HELP: Mapping[Study, str] = {
    Study.LEAGUE: "metrics/league",
    Study.FUNNEL: "metrics/funnel",
    Study.CONTROL: "metrics/control_charts",
    Study.PANEL: "metrics/comparing",
    Study.INDEX: "metrics/csi",
    Study.SILENCE: "metrics/nonresponse",
    Study.WEIGHTS: "metrics/weighting",
    Study.PLAN: "metrics/sample_size",
}


@dataclass(frozen=True)
class Head:
    words: str
    is_number: bool = True


@dataclass(frozen=True)
class Line:
    """One row of a table; `symbol` and `badge` say in shape and words what is special about it."""

    name: str
    cells: tuple[str, ...]
    whisker: Whisker | None = None
    symbol: str = ""
    badge: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Table:
    """`heads` beside the first column; `whiskers` says whether a picture column stands second."""

    caption: str
    first: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    whiskers: bool = False

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Head, str]]]]:
        """Each line with its cells beside the heads they stand under."""
        return [(line, list(zip(self.heads, line.cells, strict=True))) for line in self.lines]


@dataclass(frozen=True)
class Picture:
    title: str
    spec: Spec
    sentence: str
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A card: title, sentences, warnings, chart, tables, small print, in this order."""

    title: str
    words: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    picture: Picture | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """What one study says; `refusal` stands where nothing can be said."""

    blocks: tuple[Block, ...] = ()
    refusal: str = ""
    receipt: tuple[ReceiptLine, ...] = ()
    lines: int = 0
    """Rows of its table in all, of which one page is shown."""

    @property
    def picture(self) -> Picture | None:
        return next((block.picture for block in self.blocks if block.picture), None)


def told(counted: Counted, around: Around) -> tuple[ReceiptLine, ...]:
    return receipt(counted, around.frame.titles)


def heading(around: Around, *, by: bool = True) -> str:
    """The measure and what it is split by, as a title."""
    name = words.measure_title(around.ask.measure)
    if not by:
        return name
    return f"{name} · {words.field_title(around.frame.titles, around.by)}"


def leaf(around: Around, lines: Sequence[object]) -> slice:
    """The lines of the page asked for; a page beyond the last shows the last."""
    last = max((len(lines) - 1) // PAGE_ROWS, 0)
    start = min(around.studied.selection.page - 1, last) * PAGE_ROWS
    return slice(start, start + PAGE_ROWS)


def nobody() -> Body:
    return Body(refusal=_("Nobody answered in these days with these filters."))
