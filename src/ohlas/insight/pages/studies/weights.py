"""Weights to known margins: the form of targets, and what they do to the score."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Option
from ohlas.insight.pages.studies.parts import Block, Body, Head, Line, Table, heading, told
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.queries.studies.weights import Category, WeightsFound
from ohlas.insight.rules import UNKNOWN
from ohlas.metrics import Figure

COSTLY = 2.0
"""From this design effect on half of the answers are lost to weighting: said as a warning."""


@dataclass(frozen=True)
class TargetField:
    """`problem` says what is allowed where something else was given; empty otherwise."""

    name: str
    words: str
    answers: str
    given: str
    problem: str = ""


@dataclass(frozen=True)
class MarginForm:
    title: str
    fields: tuple[TargetField, ...]


@dataclass(frozen=True)
class WeightsForm:
    """`choices` are what may be a margin, `margins` those chosen, each with its targets."""

    choices: tuple[Option, ...]
    margins: tuple[MarginForm, ...]
    bounds: tuple[TargetField, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether a field holds what cannot be used."""
        fields = [*self.bounds, *(one for margin in self.margins for one in margin.fields)]
        return any(one.problem for one in fields)


def weights_form(found: WeightsFound, around: Around) -> WeightsForm:
    titles = around.frame.titles
    chosen = around.studied.own.get("margin", ())
    return WeightsForm(
        choices=tuple(
            Option(name, words.field_title(titles, name), name in chosen)
            for name, values in around.options.items()
            if (len(values) > 1 or name in chosen) and name not in {"question", "sentiment", "topic"}
        ),
        margins=tuple(
            MarginForm(
                words.field_title(titles, name),
                tuple(_field(around, name, one, found) for one in rows),
            )
            for name, rows in found.margins.items()
        ),
        bounds=(
            _bound(around, "least", _("at least, of the mean weight"), found),
            _bound(around, "largest", _("at most, of the mean weight"), found),
        ),
    )


def _field(around: Around, name: str, one: Category, found: WeightsFound) -> TargetField:
    full = f"target.{name}.{one.value}"
    said = words.value_title(around.frame.titles, name, None if one.value == UNKNOWN else one.value)
    answers = _("%(share)s of answers") % {"share": words.percent(one.share)}
    return TargetField(full, said, answers, around.studied.one(full), _problem(found, full))


def _bound(around: Around, name: str, said: str, found: WeightsFound) -> TargetField:
    used = found.bounds[0] if name == "least" else found.bounds[1]
    given = around.studied.one(name) or f"{used:g}"
    return TargetField(name, said, "", given, _problem(found, name))


def _problem(found: WeightsFound, name: str) -> str:
    allowed = found.wrong.get(name, "")
    return f"{allowed[:1].upper()}{allowed[1:]}." if allowed else ""


def weights_body(found: WeightsFound, around: Around) -> Body:
    receipt = told(around.counted(), around)
    if found.plain.value is None:
        return Body(refusal=_("Nobody answered in these days with these filters."), receipt=receipt)
    if found.wrong:
        return Body(
            refusal=_("A number above cannot be used; it is marked, with what is allowed."), receipt=receipt
        )
    if found.refusal:
        return Body(
            refusal=_("These answers cannot be weighted so: %(why)s.") % {"why": found.refusal.rstrip(".")},
            receipt=receipt,
        )
    if found.raked is None and found.margins:
        said = _(
            "Write the share of each category of every margin above; a margin without any share cannot be met."
        )
        return Body((Block(heading(around, by=False), words=(said,)),), receipt=receipt)
    if found.raked is None:
        said = _(
            "Choose what you know of all customers (units, languages, an attribute), press Show, and write the share "
            "of each category. Shares may be per cent or head counts: only their proportions matter."
        )
        return Body((Block(heading(around, by=False), words=(said,)),), receipt=receipt)
    return Body((_result(found, around), *_margins(found, around)), receipt=receipt)


def _result(found: WeightsFound, around: Around) -> Block:
    raked = found.raked or found.plain
    heads = (Head(_("Value")), Head(_("95% interval")), Head(_("Answers")), Head(_("Worth without weights")))
    lines = (
        _line(_("As counted"), found.plain, around),
        _line(_("Weighted to these margins"), raked, around),
    )
    effect = found.effect or 1.0
    said = _(
        "Weights from %(least)s to %(largest)s of their mean, met in %(rounds)s rounds. Design effect %(effect)s: "
        "%(answers)s answers are worth %(kish)s."
    ) % {
        "least": words.number(found.least or 0.0, 2),
        "largest": words.number(found.largest or 0.0, 2),
        "rounds": found.rounds,
        "effect": words.number(effect, 2),
        "answers": words.number(raked.n, 0),
        "kish": words.number(raked.n_kish or 0.0, 0),
    }
    return Block(
        title=heading(around, by=False),
        words=(said,),
        warnings=(
            _("The weights cost more than half of the answers: merge categories or leave a margin out."),
        )
        if effect >= COSTLY
        else (),
        tables=(Table(_("Score with and without weights"), _("Counted"), heads, lines),),
        notes=(
            _(
                "Raking until every margin is met; the interval knows that margins no longer vary. Imported weights "
                "play no part here and nothing is stored."
            ),
        ),
    )


def _line(name: str, one: Figure, around: Around) -> Line:
    measure = around.ask.measure
    worth = words.number(one.n_kish, 0) if one.n_kish is not None else words.number(one.n, 0)
    return Line(
        name,
        (words.score(measure, one.value), words.interval(measure, one) or "–", words.number(one.n, 0), worth),
        badge=_("indicative") if one.is_indicative else "",
    )


def _margins(found: WeightsFound, around: Around) -> list[Block]:
    heads = (Head(_("Answers")), Head(_("Share of answers")), Head(_("Target")), Head(_("With weights")))
    blocks = []
    for name, rows in found.margins.items():
        title = words.field_title(around.frame.titles, name)
        lines = tuple(
            Line(
                words.value_title(around.frame.titles, name, None if one.value == UNKNOWN else one.value),
                (
                    words.number(one.answers, 0),
                    words.percent(one.share),
                    "–" if one.target is None else words.percent(one.target),
                    "–" if one.weighted is None else words.percent(one.weighted),
                ),
            )
            for one in rows
        )
        blocks.append(Block(title, tables=(Table(title, title, heads, lines),)))
    return blocks
