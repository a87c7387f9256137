"""A question and the answers so far become what its template shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from django.utils.translation import pgettext

from ohlas.metrics import SCALES
from ohlas.surveys.pages.controls import AskedQuestion, Control, Option, Row, field_name, html_id
from ohlas.surveys.rules import NOT_APPLICABLE, AnswerKind, Definition, Item, Question, fill, text_in
from ohlas.surveys.rules.definition import OTHER, items_of
from ohlas.surveys.rules.library import library
from ohlas.surveys.rules.types import ENTRIES, IMPORTANCE, MAX_FILES, PERFORMANCE

MOST_TILES = 11
"""Values shown as buttons; a longer scale is typed in."""
ENDS: Mapping[str, str] = MappingProxyType(
    {
        "nps": "likelihood", "recommend10": "certainty", "enps": "likelihood", "csat": "satisfaction",
        "csat10": "satisfaction", "stars": "satisfaction", "faces": "feeling", "ces1": "effort", "ease": "ease",
        "ces2": "agreement", "likert": "agreement", "rating": "satisfaction", "csi": "performance",
        "matrix": "satisfaction", IMPORTANCE: "importance", PERFORMANCE: "performance",
    }
)  # fmt: skip
"""Words of the library at the ends of a scale, where the questionnaire has none of its own."""
SCALE_ENDS: Mapping[str, str] = MappingProxyType(
    {"ease_1_5": "ease", "ces2_1_7": "agreement", "faces_1_5": "feeling"}
)


@dataclass(frozen=True)
class Voice:
    """How one respondent is spoken to: the language, the answers so far, words for pipes, what is wrong."""

    definition: Definition
    language: str
    answers: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    """Names of the files sent so far, by their ids; others are not shown."""

    def say(self, texts: Mapping[str, str]) -> str:
        said = text_in(texts, self.language, self.definition.default_language)
        return fill(said, self.words)


def asked_question(question: Question, voice: Voice) -> AskedQuestion:
    """The question in this voice; `question` is as offered (`rules.offered`)."""
    items = {item.id: item for item in items_of(question)}
    anchor = html_id(question.id)
    problem = next((voice.problems[name] for name in (question.id, *items) if name in voice.problems), "")
    shown = AskedQuestion(
        id=question.id,
        anchor=anchor,
        shape="group",
        text=voice.say(question.text) or question.id,
        help=voice.say(question.help),
        is_required=question.required,
        problem=problem,
    )
    if question.type.rows:
        return _grid(shown, question, list(items.values()), voice)
    control = _control(items[question.id], shown.text, voice)
    if f"{question.id}.{OTHER}" in items:
        control = replace(control, words=_line(items[f"{question.id}.{OTHER}"], "", voice))
    shape = "line" if control.kind in {"line", "words"} and control.none is None else "group"
    return replace(shown, shape=shape, control=control, low=control.low, high=control.high)


def _grid(shown: AskedQuestion, question: Question, items: list[Item], voice: Voice) -> AskedQuestion:
    by_row: dict[str, list[Item]] = {}
    for item in items:
        by_row.setdefault(item.row or "", []).append(item)
    labels = {row.id: voice.say(row.text) or row.id for row in question.rows}
    rows = tuple(
        Row(html_id(question.id, row), labels[row], tuple(_row_control(item, voice) for item in asked))
        for row, asked in by_row.items()
    )
    low, high = _ends(items[0], voice)
    is_plain = not question.type.asked
    return replace(shown, shape="grid", rows=rows, low=low if is_plain else "", high=high if is_plain else "")


def _row_control(item: Item, voice: Voice) -> Control:
    label = ASKED[item.asked]() if item.asked else ""
    return _control(item, label, voice)


ASKED: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        IMPORTANCE: lambda: pgettext("respondent", "How important?"),
        PERFORMANCE: lambda: pgettext("respondent", "How well done?"),
    }
)


def _control(item: Item, label: str, voice: Voice) -> Control:
    return _MAKERS[item.kind](item, label, voice)


def _plain(item: Item, kind: str, label: str) -> Control:
    return Control(html_id(item.id), field_name(item.id), kind, label, is_required=item.is_required)


def _score(item: Item, label: str, voice: Voice) -> Control:
    values = tiles_of(item)
    if not values:
        return _number(item, label, voice)
    low, high = _ends(item, voice)
    given = _shown(voice.answers.get(item.id))
    hints = {values[0]: low, values[-1]: high}
    options = [
        Option(html_id(item.id, value), value, value, value == given, hints.get(value, ""))
        for value in values
    ]
    kind = "stars" if item.scale == "stars_1_5" else "faces" if item.scale == "faces_1_5" else "tiles"
    control = replace(_plain(item, kind, label), options=tuple(options), low=low, high=high)
    return replace(control, none=_not_applicable(item, voice))


def tiles_of(item: Item) -> tuple[str, ...]:
    """The values of a scale short enough to be buttons; none for a number that is typed in."""
    scale, question = SCALES[item.scale or "number"], item.question
    low, high, step = scale.low, scale.high, scale.step
    if low is None or high is None:
        low, high, step = question.min, question.max, question.step or 1
        if question.type.id != "slider" or low is None or high is None:
            return ()
    count = int((high - low) / (step or 1)) + 1
    if not 1 < count <= MOST_TILES:
        return ()
    return tuple(f"{low + n * (step or 1):g}" for n in range(count))


def _number(item: Item, label: str, voice: Voice) -> Control:
    question = item.question
    control = replace(
        _plain(item, "line", label),
        value=_shown(voice.answers.get(item.id)),
        kind_of_input="number",
        least="" if question.min is None else f"{question.min:g}",
        most="" if question.max is None else f"{question.max:g}",
        step="any" if question.step is None else f"{question.step:g}",
        low=voice.say(question.low_label),
        high=voice.say(question.high_label),
    )
    return _beside(control, item, voice)


def _line(item: Item, label: str, voice: Voice) -> Control:
    kinds = {
        AnswerKind.EMAIL: ("email", "email"),
        AnswerKind.PHONE: ("tel", "tel"),
        AnswerKind.DATE: ("date", ""),
    }
    kind, autocomplete = kinds.get(item.kind, ("text", ""))
    control = replace(
        _plain(item, "line", label),
        value=_shown(voice.answers.get(item.id)),
        kind_of_input=kind,
        autocomplete=autocomplete,
    )
    return control if item.kind is AnswerKind.TEXT else _beside(control, item, voice)


def _words(item: Item, label: str, voice: Voice) -> Control:
    """A text: room for several lines, or one line where the question says so."""
    control, entry = _line(item, label, voice), _entry(item)
    return replace(control, autocomplete=ENTRIES[entry]) if entry else replace(control, kind="words")


def _entry(item: Item) -> str | None:
    """Versions published before questions could say so keep asking a name as the library asks it now."""
    known = library().questions.get(item.id)
    return item.question.entry or (known.entry if known else None)


def _choices(item: Item, label: str, voice: Voice) -> Control:
    given = voice.answers.get(item.id)
    chosen = given if isinstance(given, list) else [given]
    options = tuple(
        Option(
            html_id(item.id, choice.id),
            choice.id,
            voice.say(choice.text) or choice.id,
            choice.id in chosen,
            is_exclusive=choice.exclusive,
        )
        for choice in item.question.choices
    )
    kind = "one" if item.kind is AnswerKind.SINGLE else "several"
    none = _not_applicable(item, voice)
    control = replace(_plain(item, kind, label), options=options)
    if none is None or kind == "one":
        return replace(control, none=none)
    return _beside(control, item, voice)


def _ranking(item: Item, label: str, voice: Voice) -> Control:
    """Each choice has a field of its own holding its place; `value` of an option is the place given."""
    given = voice.answers.get(item.id)
    places = {name: str(n) for n, name in enumerate(given, start=1)} if isinstance(given, list) else {}
    options = tuple(
        Option(
            html_id(item.id, choice.id),
            choice.id,
            voice.say(choice.text) or choice.id,
            hint=places.get(choice.id, ""),
        )
        for choice in item.question.choices
    )
    return _beside(replace(_plain(item, "ranking", label), options=options), item, voice)


def _consent(item: Item, label: str, voice: Voice) -> Control:
    yes = Option(
        html_id(item.id, "yes"), "yes", pgettext("respondent", "I agree"), voice.answers.get(item.id) is True
    )
    return replace(_plain(item, "several", label), options=(yes,))


def _file(item: Item, label: str, voice: Voice) -> Control:
    """The files already there, each with a box to take it back, and room for more."""
    given = voice.answers.get(item.id)
    there = given if isinstance(given, list) else []
    options = tuple(
        Option(html_id(item.id, one), one, voice.files[one]) for one in there if one in voice.files
    )
    most = "" if len(options) >= MAX_FILES else str(MAX_FILES)
    return replace(_plain(item, "file", label), options=options, most=most)


def _beside(control: Control, item: Item, voice: Voice) -> Control:
    """With a box for "not applicable", for fields that cannot hold it themselves."""
    none = _not_applicable(item, voice)
    if none is None:
        return control
    value = "" if none.is_chosen else control.value
    return replace(control, none=none, value=value)


def _not_applicable(item: Item, voice: Voice) -> Option | None:
    if not item.question.not_applicable:
        return None
    is_chosen = voice.answers.get(item.id) == NOT_APPLICABLE
    return Option(
        html_id(item.id, "none"), NOT_APPLICABLE, pgettext("respondent", "Does not apply"), is_chosen
    )


def _ends(item: Item, voice: Voice) -> tuple[str, str]:
    """The question's own words, else the library's; of a pair, its own are about how well something is done."""
    question = item.question
    low, high = voice.say(question.low_label), voice.say(question.high_label)
    if item.asked == IMPORTANCE:
        low, high = "", ""
    if (low and high) or (item.asked is None and (low or high)):
        return low, high
    by_scale = SCALE_ENDS.get(item.scale or "") if question.type.id == "matrix" else None
    name = by_scale or ENDS.get(item.asked or question.type.id)
    labels = library().labels.get(name or "")
    if labels is None:
        return low, high
    address = voice.definition.address
    return labels.low.said(voice.language, address), labels.high.said(voice.language, address)


def _shown(given: object) -> str:
    if given is None or isinstance(given, bool | list):
        return ""
    return f"{given:g}" if isinstance(given, float) else str(given)


_MAKERS: Mapping[AnswerKind, Callable[[Item, str, Voice], Control]] = MappingProxyType(
    {
        AnswerKind.SCORE: _score,
        AnswerKind.SINGLE: _choices,
        AnswerKind.MULTIPLE: _choices,
        AnswerKind.RANKING: _ranking,
        AnswerKind.TEXT: _words,
        AnswerKind.DATE: _line,
        AnswerKind.EMAIL: _line,
        AnswerKind.PHONE: _line,
        AnswerKind.CONSENT: _consent,
        AnswerKind.FILE: _file,
    }
)
