"""What the user says each column means; kept as JSON with the import and reusable for the next file."""

import re
from collections import Counter
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ohlas.exchange.errors import BadMapping
from ohlas.lib.tables import TIME_FORMATS
from ohlas.metrics import SCALES


class ColumnRole(StrEnum):
    """What a column is to us."""

    IGNORE = "ignore"
    QUESTION = "question"
    TIME = "time"
    UNIT = "unit"
    EMPLOYEE = "employee"
    WEIGHT = "weight"
    CONTACT = "contact"
    LANGUAGE = "language"
    CHANNEL = "channel"
    ATTRIBUTE = "attribute"
    RESPONDENT = "respondent"


ONLY_ONCE = (
    ColumnRole.TIME,
    ColumnRole.UNIT,
    ColumnRole.EMPLOYEE,
    ColumnRole.WEIGHT,
    ColumnRole.CONTACT,
    ColumnRole.LANGUAGE,
    ColumnRole.CHANNEL,
    ColumnRole.RESPONDENT,
)
# Question types an import can fill, with the scale their answers are given on (None: words, not numbers).
IMPORTED_TYPES: MappingType[str, tuple[str | None, ...]] = {
    "nps": ("nps_0_10",),
    "recommend10": ("recommend_1_10",),
    "csat": ("csat_1_5",),
    "csat10": ("csat_1_10",),
    "stars": ("stars_1_5",),
    "faces": ("faces_1_5",),
    "ces1": ("ces1_1_5",),
    "ease": ("ease_1_5",),
    "ces2": ("ces2_1_7",),
    "rating": ("rating_1_5", "rating_1_7", "rating_1_10"),
    "number": ("number",),
    "text": (None,),
}
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
KEY_WORDS = "small letters, digits and underscores are allowed, beginning with a letter, 40 at most."
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


@dataclass(frozen=True)
class ColumnMapping:
    """One column: its role and, for a question, its id, type, scale, wording and codes for "no answer"."""

    column: str
    role: ColumnRole = ColumnRole.IGNORE
    question: str = ""
    type: str = ""
    scale: str | None = None
    title: str = ""
    touchpoint: str | None = None
    missing: tuple[str, ...] = ()
    attribute: str = ""
    format: str = ""


@dataclass(frozen=True)
class Mapping:
    """All columns, and what holds for every row of the file."""

    survey: str
    columns: tuple[ColumnMapping, ...] = field(default_factory=tuple)
    day: date | None = None
    channel: str = "import"
    language: str = "en"
    source: str = "import"
    opens_units: bool = False

    def of(self, role: ColumnRole) -> tuple[ColumnMapping, ...]:
        """The columns with this role."""
        return tuple(column for column in self.columns if column.role is role)

    def one(self, role: ColumnRole) -> ColumnMapping | None:
        """The only column with this role, if there is one."""
        return next(iter(self.of(role)), None)


def mapping_json(mapping: Mapping) -> dict[str, Any]:
    """The mapping as plain JSON."""
    body = asdict(mapping)
    body["day"] = mapping.day.isoformat() if mapping.day else None
    body["columns"] = [
        {key: value for key, value in column.items() if value not in {"", None, ()} or key == "column"}
        for column in body["columns"]
    ]
    return body


def mapping_from(body: MappingType[str, Any]) -> Mapping:
    """The mapping that `mapping_json` wrote, or a person's own file.

    Errors: `BadMapping` for words that are none of ours.
    """
    try:
        columns = tuple(_column(item) for item in body.get("columns", ()))
        day = date.fromisoformat(body["day"]) if body.get("day") else None
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadMapping([f"The mapping cannot be read: {problem}."]) from problem
    return Mapping(
        survey=str(body.get("survey", "")).strip(),
        columns=columns,
        day=day,
        channel=str(body.get("channel") or "import"),
        language=str(body.get("language") or "en"),
        source=str(body.get("source") or "import"),
        opens_units=body.get("opens_units") is True,
    )


def _column(item: MappingType[str, Any]) -> ColumnMapping:
    return ColumnMapping(
        column=str(item["column"]),
        role=ColumnRole(item.get("role", "ignore")),
        question=str(item.get("question", "")),
        type=str(item.get("type", "")),
        scale=item.get("scale"),
        title=str(item.get("title", "")),
        touchpoint=item.get("touchpoint") or None,
        missing=tuple(str(code) for code in item.get("missing", ())),
        attribute=str(item.get("attribute", "")),
        format=str(item.get("format", "")),
    )


def problems(mapping: Mapping, names: Sequence[str]) -> list[str]:
    """Everything that keeps this mapping from being used on a file with these columns, in sentences."""
    found = _general_problems(mapping)
    for column in mapping.columns:
        if column.column not in names:
            found.append(f"The file has no column “{column.column}”.")
        found += _column_problems(column)
    for role in ONLY_ONCE:
        given = mapping.of(role)
        if len(given) > 1:
            listed = ", ".join(f"“{column.column}”" for column in given)
            found.append(
                f"Only one column can be the {role.value}; {listed} are. Set the others to “ignore”."
            )
    return found + _repeated(mapping)


def _general_problems(mapping: Mapping) -> list[str]:
    found = []
    if not mapping.survey:
        found.append("Give the survey a name: answers need a survey to belong to.")
    if not mapping.of(ColumnRole.QUESTION):
        found.append("No column is a question yet; choose at least one column with answers.")
    if mapping.one(ColumnRole.TIME) is None and mapping.day is None:
        found.append(
            "When were the answers given? Choose a column with the time, or one day for the whole file."
        )
    if not LANGUAGE.fullmatch(mapping.language):
        found.append(f"The language is “{mapping.language}”; a code such as en, cs or sk is allowed.")
    return found


def _column_problems(column: ColumnMapping) -> list[str]:
    match column.role:
        case ColumnRole.QUESTION:
            return _question_problems(column)
        case ColumnRole.ATTRIBUTE if not KEY.fullmatch(column.attribute):
            return [f"Column “{column.column}”: the attribute key is “{column.attribute}”; {KEY_WORDS}"]
        case ColumnRole.TIME if column.format not in TIME_FORMATS:
            given, allowed = column.format or "not chosen", ", ".join(TIME_FORMATS)
            return [
                f"Column “{column.column}”: the way dates are written is “{given}”; choose one of {allowed}."
            ]
    return []


def _question_problems(column: ColumnMapping) -> list[str]:
    found = []
    if not KEY.fullmatch(column.question):
        found.append(f"Column “{column.column}”: the question id is “{column.question}”; {KEY_WORDS}")
    scales = IMPORTED_TYPES.get(column.type)
    if scales is None:
        found.append(
            f"Column “{column.column}”: “{column.type or 'no type'}” is no kind of question; "
            f"choose one of {', '.join(IMPORTED_TYPES)}."
        )
    elif column.scale not in scales or (column.scale is not None and column.scale not in SCALES):
        listed = ", ".join(scale for scale in scales if scale)
        found.append(f"Column “{column.column}”: type {column.type} is answered on {listed or 'no scale'}.")
    return found


def _repeated(mapping: Mapping) -> list[str]:
    questions = Counter(column.question for column in mapping.of(ColumnRole.QUESTION))
    keys = Counter(column.attribute for column in mapping.of(ColumnRole.ATTRIBUTE))
    return [
        f"Two columns fill the {kind} “{name}”; give one of them another id."
        for kind, counted in (("question", questions), ("attribute", keys))
        for name, times in counted.items()
        if times > 1
    ]
