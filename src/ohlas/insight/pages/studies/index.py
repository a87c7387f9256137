"""The satisfaction index in words and tables; what importance would add where it was not asked."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import whisker
from ohlas.insight.pages.studies.parts import Block, Body, Head, Line, Picture, Table
from ohlas.insight.queries.studies.index import IndexFound, IndexItem
from ohlas.lib.charts import Axis, Row, breakdown
from ohlas.metrics import MEASURES, SCALES, Figure

if TYPE_CHECKING:
    from ohlas.metrics.acsi import Acsi
    from ohlas.metrics.csi import Csi, CsiItem

HUNDRED = Axis("", 0.0, 100.0, ".1~f")


def index_body(found: IndexFound) -> Body:
    if not found.items:
        return Body(
            refusal=_(
                "No question on 1 to 10 and no question of importance was published yet: an index needs them."
            )
        )
    if not any(item.figure.n for item in found.items):
        return Body(refusal=_("Nobody answered these questions in these days with these filters."))
    blocks = []
    if found.csi is not None:
        blocks.append(_csi(found.csi, found))
    elif found.acsi is not None:
        blocks.append(_acsi(found.acsi, found))
    else:
        blocks.append(_none(found))
    blocks.append(_items(found))
    return Body(tuple(blocks))


def _none(found: IndexFound) -> Block:
    said = found.refusal or _(
        "An index of the American type takes three questions on 1 to 10: overall satisfaction, expectations met, "
        "distance from the ideal. Choose these three above; %(n)s are chosen."
    ) % {"n": len(found.chosen)}
    return Block(_("No index yet"), warnings=(said,), notes=(_without(),))


def _without() -> str:
    return _(
        "No importance was asked here. A customer satisfaction index weighs what is good by what matters; with weights "
        "taken from anything else it would be arithmetic only, so none is shown. A question of the kind “importance "
        "and performance” asks both."
    )


def _acsi(made: "Acsi", found: IndexFound) -> Block:
    one = made.figure
    value = words.number(one.value or 0.0, 1)
    said = _("Satisfaction index %(value)s of 100, %(interval)s, from %(people)s people.") % {
        "value": value,
        "interval": _between(one),
        "people": words.number(one.n, 0),
    }
    title = _("Satisfaction index (American type)")
    weights = ", ".join(words.percent(part) for part in made.item_weights)
    return Block(
        title,
        words=(said, _without()),
        warnings=(_("Indicative only: under 30 people."),) if one.is_indicative else (),
        picture=_picture([(_("Index"), one, one.is_indicative)], title),
        notes=(
            _("Three questions, each as its place between 1 and 10; their weights: %(weights)s (%(source)s).")
            % {"weights": weights, "source": _("equal weights")},
            *found.warnings,
        ),
    )


def _csi(made: "Csi", found: IndexFound) -> Block:
    whole = Figure(made.value, made.low, made.high, made.n)
    said = _("Customer satisfaction index %(value)s of 100, %(interval)s, from %(people)s people.") % {
        "value": words.number(made.value, 1),
        "interval": _between(whole),
        "people": words.number(made.n, 0),
    }
    heads = (
        Head(_("Importance")),
        Head(_("Performance")),
        Head(_("Weight")),
        Head(_("Brings")),
        Head(_("Could still add")),
        Head(_("Importance less performance")),
    )
    by_need = sorted(made.items, key=lambda item: -item.could_add)
    titles = {item.asked.id: item.asked.title for item in found.items}
    table = Table(
        _("What each thing brings"),
        _("Thing"),
        heads,
        tuple(_csi_line(item, titles.get(item.name, item.name)) for item in by_need),
    )
    return Block(
        _("Customer satisfaction index"),
        words=(said, _("First the things that could still add most.")),
        warnings=(_("Indicative only: under 30 people."),) if whole.is_indicative else (),
        picture=_picture([(_("Index"), whole, whole.is_indicative)], _("Customer satisfaction index")),
        tables=(table,),
        notes=(
            _("Interval from %(times)s bootstrap samples of people, importance drawn anew with them.")
            % {"times": words.number(made.bootstraps, 0)},
            *found.warnings,
        ),
    )


def _csi_line(item: "CsiItem", title: str) -> Line:
    return Line(
        title,
        (
            words.number(item.importance, 2),
            words.number(item.performance, 2),
            words.percent(item.weight),
            words.number(item.contribution, 1),
            words.number(item.could_add, 1),
            "–" if item.gap is None else words.number(item.gap, 2),
        ),
    )


def _items(found: IndexFound) -> Block:
    heads = (Head(_("Mean")), Head(_("95% interval")), Head(_("Answers")))
    lines = tuple(_item_line(item) for item in found.items)
    return Block(
        _("The questions it is made of") if found.acsi or found.csi else _("Questions on 1 to 10"),
        tables=(Table(_("Questions as a table"), _("Question"), heads, lines, whiskers=True),),
        notes=(_("Means over those who answered each, with t-intervals."),),
    )


def _item_line(item: IndexItem) -> Line:
    mean, one = MEASURES["mean"], item.figure
    low, high = SCALES[item.asked.scale].bounds or (1.0, 10.0)
    return Line(
        item.asked.title,
        (words.score(mean, one.value), words.interval(mean, one) or "–", words.number(one.n, 0)),
        whisker=whisker(Axis("", low, high), one),
        badge=_("indicative") if one.is_indicative else "",
    )


def _between(one: Figure) -> str:
    if one.low is None or one.high is None:
        return _("without an interval: everybody gave the same answers")
    return _("between %(low)s and %(high)s") % {
        "low": words.number(one.low, 1),
        "high": words.number(one.high, 1),
    }


def _picture(rows: list[tuple[str, Figure, bool]], title: str) -> Picture:
    drawn = [
        Row(
            name,
            one.value,
            one.low,
            one.high,
            one.n,
            "indicative" if few else "none",
            f"{name}: {_between(one)}",
        )
        for name, one, few in rows
    ]
    return Picture(title, breakdown(drawn, HUNDRED, None), "; ".join(row.sentence for row in drawn))
