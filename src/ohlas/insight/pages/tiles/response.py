"""The response rate on a dashboard: AAPOR's RR2, by whom it was counted and what is still open."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import ReceiptLine, Whisker, whisker
from ohlas.insight.pages.tiles.card import Paper, TileCard, bare_card
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.response import ResponseData
from ohlas.lib.charts import Axis
from ohlas.metrics import Figure

_SHARES = Axis("", 0.0, 1.0)


@dataclass(frozen=True)
class ResponseBody:
    value: str
    interval: str
    asked: str
    open: str
    whisker: Whisker | None
    sentence: str
    is_hidden: bool
    is_indicative: bool
    unused: str


def card(found: TileFound, asked: TileAsk, content: ResponseData, paper: Paper) -> TileCard:
    unused = ", ".join(words.field_title(paper.titles, name) for name in content.unused)
    rate, running = response_rate(content), content.group.running if content.group else 0
    people = ngettext("of %(n)s person asked", "of %(n)s people asked", rate.n) % {
        "n": words.number(rate.n, 0)
    }
    value = words.NOBODY if rate.value is None else words.percent(rate.value)
    ends = words.share_interval(rate)
    body = ResponseBody(
        value=value,
        interval=ends,
        asked=people,
        open=ngettext("%(n)s is still being asked", "%(n)s are still being asked", running)
        % {"n": words.number(running, 0)}
        if running
        else "",
        whisker=whisker(_SHARES, rate),
        sentence=gettext("Response rate: %(value)s, %(interval)s, %(asked)s")
        % {"value": value, "interval": ends, "asked": people},
        is_hidden=content.group is None,
        is_indicative=rate.is_indicative and bool(rate.n),
        unused=unused,
    )
    card_of = bare_card(found, body, gettext("Response rate"))
    return replace(
        card_of, receipt=_receipt(asked, content), docs="metrics/response_rates", formula=_formula()
    )


def response_rate(content: ResponseData) -> Figure:
    """RR2 with its interval; nobody asked, or nothing to be seen, gives None."""
    if content.group is None:
        return Figure(None, None, None, 0)
    rate, ends = content.group.rates.rr2, content.group.intervals.rr2
    eligible = content.group.asked - content.group.counts.not_eligible
    return Figure(rate, ends.low if ends else None, ends.high if ends else None, eligible)


def _formula() -> str:
    return gettext("RR2: complete and partial answers of everybody asked and eligible. Wilson interval, 95%.")


def _receipt(asked: TileAsk, content: ResponseData) -> tuple[ReceiptLine, ...]:
    lines = [ReceiptLine(gettext("Days"), words.days(asked.ask.window))]
    if content.group is not None:
        counts = content.group.counts
        lines += [
            ReceiptLine(gettext("Complete answers"), words.number(counts.interviews, 0)),
            ReceiptLine(gettext("Partial answers"), words.number(counts.partials, 0)),
            ReceiptLine(gettext("Asked"), words.number(content.group.asked, 0)),
        ]
    if asked.ask.tree is not None and "unit" in asked.ask.filters:
        lines.append(
            ReceiptLine(
                gettext("Tree of units"), gettext("as it stands today: of invitations only that is known")
            )
        )
    return tuple(lines)
