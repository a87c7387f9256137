"""Questions as the library words them, and the banks they are offered in."""

from collections.abc import Sequence
from dataclasses import dataclass

from ohlas.surveys.rules.definition import Address
from ohlas.surveys.rules.library.wording import Labels, Wording


@dataclass(frozen=True, slots=True)
class LibraryChoice:
    """A choice of a question, or a row of a grid."""

    id: str
    text: Wording
    exclusive: bool = False
    other: bool = False

    def document(self, languages: Sequence[str], address: Address) -> dict[str, object]:
        written: dict[str, object] = {"id": self.id, "text": self.text.texts(languages, address)}
        flags = {"exclusive": self.exclusive, "other": self.other}
        return written | {name: True for name, given in flags.items() if given}


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """A question as the library words it; its answers compare wherever it is asked under its own id."""

    id: str
    bank: str
    type: str
    scale: str | None
    text: Wording
    help: Wording | None = None
    labels: Labels | None = None
    choices: tuple[LibraryChoice, ...] = ()
    rows: tuple[LibraryChoice, ...] = ()
    touchpoint: str | None = None
    not_applicable: bool = False
    shuffle: bool = False
    entry: str | None = None

    def document(self, languages: Sequence[str], address: Address) -> dict[str, object]:
        """The question as part of a questionnaire document, in these languages."""
        parts: dict[str, object] = {
            "id": self.id,
            "type": self.type,
            "scale": self.scale,
            "text": self.text.texts(languages, address),
            "help": self.help and self.help.texts(languages, address),
            "low_label": self.labels and self.labels.low.texts(languages, address),
            "high_label": self.labels and self.labels.high.texts(languages, address),
            "choices": [choice.document(languages, address) for choice in self.choices],
            "rows": [row.document(languages, address) for row in self.rows],
            "touchpoint": self.touchpoint,
            "not_applicable": self.not_applicable,
            "shuffle": self.shuffle,
            "entry": self.entry,
        }
        return {name: part for name, part in parts.items() if part}


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions on one subject, in the order they are offered."""

    id: str
    title: Wording
    questions: tuple[str, ...]
