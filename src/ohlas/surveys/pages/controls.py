"""The parts a question is answered with, as its template may use them.

Names of fields are `q:` and the item's id, so that no question can be called like a field of the page.
"""

from dataclasses import dataclass, field

FIELD = "q:"
NONE = ":none"
"""`q:<item>:none` is the box beside a field that cannot hold "not applicable" itself."""


def field_name(item_id: str) -> str:
    return f"{FIELD}{item_id}"


def html_id(*parts: str) -> str:
    """Ids without the dots and colons that style sheets and fragments would trip over."""
    return "-".join(("q", *parts)).replace(".", "-").replace(":", "-")


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose; `hint` is only heard, such as the words at the end of a scale."""

    id: str
    value: str
    label: str
    is_chosen: bool = False
    hint: str = ""
    is_exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """One answer: what is posted under `name`. `kind` is the name of its template.

    `none` is the "not applicable" of this answer, where the question allows it; `words` the line beside
    "other".
    """

    id: str
    name: str
    kind: str
    label: str
    value: str = ""
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    none: Option | None = None
    words: "Control | None" = None
    is_required: bool = False
    kind_of_input: str = "text"
    autocomplete: str = ""
    least: str = ""
    most: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a grid: its name and the answers asked about it (two where importance is asked too)."""

    id: str
    label: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """`surveys/questions/<shape>.html`: a question as one respondent sees it now.

    `shape` is grid, group (several fields under one legend) or line (one field with a label).
    """

    id: str
    anchor: str
    shape: str
    text: str
    help: str
    is_required: bool
    problem: str = ""
    control: Control | None = None
    rows: tuple[Row, ...] = field(default=())
    low: str = ""
    high: str = ""

    @property
    def template(self) -> str:
        return f"surveys/questions/{self.shape}.html"

    @property
    def described_by(self) -> str:
        """Ids of what explains the question: its help and what is wrong."""
        parts = ("help" if self.help else "", "problem" if self.problem else "")
        return " ".join(f"{self.anchor}-{part}" for part in parts if part)
