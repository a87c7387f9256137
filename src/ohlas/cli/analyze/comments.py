"""Comments beside the answers: how many, how many had broken letters, and a few of each class to read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ohlas.cli.analyze.classes import AnswerClass, class_of, classes_of
from ohlas.text import repair

EXAMPLES = 3
TELLING = range(20, 300)  # characters: shorter says little, longer does not fit a report


@dataclass(slots=True)
class ClassComments:
    answers: int = 0
    present: int = 0
    examples: list[str] = field(default_factory=list)


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
        if comment in kept.examples:
            return
        if len(kept.examples) < EXAMPLES:
            kept.examples.append(comment[: TELLING.stop])
        elif len(comment) in TELLING:
            short = next((each for each in kept.examples if len(each) not in TELLING), None)
            if short is not None:
                kept.examples[kept.examples.index(short)] = comment

    @property
    def present(self) -> int:
        return sum(each.present for each in self.by_class.values())

    @property
    def answers(self) -> int:
        return sum(each.answers for each in self.by_class.values())
