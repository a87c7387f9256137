"""Comments beside the answers: how many, how many had broken letters, and a few of each class to read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ohlas.cli.analyze.classes import AnswerClass, class_of, classes_of
from ohlas.text import detect, repair
from ohlas.text.masking import mask

EXAMPLES = 3
TELLING = range(20, 300)  # characters: shorter says little, longer does not fit a report


@dataclass(slots=True)
class ClassComments:
    answers: int = 0
    present: int = 0
    kept: list[str] = field(default_factory=list)
    """As written; `examples` are what may be shown."""

    @property
    def examples(self) -> list[str]:
        """With names, addresses and numbers of people masked: a report is passed on."""
        return [mask(text, detect(text).code).text[: TELLING.stop] for text in self.kept]


class Comments:
    """Gathers comments while the file is read; keeps a few examples, never all texts."""

    def __init__(self, scale_id: str) -> None:
        self._scale_id = scale_id
        self.repaired = 0
        self.lost = 0
        self.by_class: dict[AnswerClass, ClassComments] = {
            each: ClassComments() for each in classes_of(scale_id)
        }

    def add(self, answer: float, text: str) -> None:
        kept = self.by_class[class_of(self._scale_id, answer)]
        kept.answers += 1
        comment = text.strip()
        if not comment:
            return
        kept.present += 1
        repaired = repair(comment)
        self.repaired += repaired.changed
        self.lost += repaired.lost_letters
        self._keep(kept, repaired.text)

    def _keep(self, kept: ClassComments, comment: str) -> None:
        """The first telling ones; a short one only until a telling one comes."""
        if comment in kept.kept:
            return
        if len(kept.kept) < EXAMPLES:
            kept.kept.append(comment)
        elif len(comment) in TELLING:
            short = next((each for each in kept.kept if len(each) not in TELLING), None)
            if short is not None:
                kept.kept[kept.kept.index(short)] = comment

    @property
    def present(self) -> int:
        return sum(each.present for each in self.by_class.values())

    @property
    def answers(self) -> int:
        return sum(each.answers for each in self.by_class.values())
