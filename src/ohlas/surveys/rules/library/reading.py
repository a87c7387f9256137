"""From the files of the library to the library: read once in a process, when first asked for."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules.library.questions import Bank, LibraryChoice, LibraryQuestion
from ohlas.surveys.rules.library.templates import Step, Template, TemplateEnd, TemplateSection
from ohlas.surveys.rules.library.wording import LANGUAGES, Labels, Wording
from ohlas.surveys.rules.types import QUESTION_TYPES

FILES = files("ohlas.surveys") / "library"
Entry = Mapping[str, Any]
"""A table of one of our own files, in the shape their test demands."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Library:
    """All questions by id, their banks and the templates, in the order they are offered."""

    questions: Mapping[str, LibraryQuestion]
    banks: tuple[Bank, ...]
    templates: Mapping[str, Template]
    labels: Mapping[str, Labels] = field(repr=False)

    def question(self, name: str) -> LibraryQuestion:
        """Errors: `BadDefinition` when the library has none of this id."""
        return _found("question", name, self.questions)

    def template(self, name: str) -> Template:
        """Errors: `BadDefinition` when the library has none of this id."""
        return _found("template", name, self.templates)


@cache
def library() -> Library:
    """The whole library, read once in a process."""
    labels = {
        name: Labels(_wording(one["low"]), _wording(one["high"])) for name, one in _read("labels").items()
    }
    lists = _read("choices")
    banks: list[Bank] = []
    questions: dict[str, LibraryQuestion] = {}
    for bank in _read_all("banks"):
        listed = [_question(entry, bank, labels, lists) for entry in bank["questions"]]
        questions |= {question.id: question for question in listed}
        banks.append(Bank(bank["id"], _wording(bank["title"]), tuple(one.id for one in listed)))
    titles, ends = _read("sections"), _read("ends")
    templates = [_template(entry, questions, titles, ends) for entry in _read_all("templates")]
    return Library(
        questions=MappingProxyType(questions),
        banks=tuple(banks),
        templates=MappingProxyType({template.id: template for template in templates}),
        labels=MappingProxyType(labels),
    )


def _question(
    entry: Entry, bank: Entry, labels: Mapping[str, Labels], lists: Mapping[str, Entry]
) -> LibraryQuestion:
    scales = QUESTION_TYPES[entry["type"]].scales
    choices = entry.get("choices")
    return LibraryQuestion(
        id=entry["id"],
        bank=bank["id"],
        type=entry["type"],
        scale=entry.get("scale", scales[0] if scales else None),
        text=_wording(entry["text"]),
        help=_wording(entry["help"]) if "help" in entry else None,
        labels=labels[entry["labels"]] if "labels" in entry else None,
        choices=_choices(lists[choices] if isinstance(choices, str) else choices, entry),
        rows=_choices(entry.get("rows"), {}),
        touchpoint=entry.get("touchpoint", bank.get("touchpoint")),
        not_applicable=entry.get("not_applicable", False),
        shuffle=entry.get("shuffle", False),
        entry=entry.get("entry"),
    )


def _choices(listed: Entry | None, entry: Entry) -> tuple[LibraryChoice, ...]:
    """Columns of texts, one per language, turned into choices."""
    if listed is None:
        return ()
    columns = zip(*(listed[language] for language in LANGUAGES), strict=True)
    return tuple(
        LibraryChoice(
            id=name,
            text=_wording(dict(zip(LANGUAGES, texts, strict=True))),
            exclusive=name in entry.get("exclusive", ()),
            other=name in entry.get("other", ()),
        )
        for name, texts in zip(listed["ids"], columns, strict=True)
    )


def _template(
    entry: Entry,
    questions: Mapping[str, LibraryQuestion],
    titles: Mapping[str, Entry],
    ends: Mapping[str, Entry],
) -> Template:
    return Template(
        id=entry["id"],
        title=_wording(entry["title"]),
        about=_wording(entry["about"]),
        layout=entry["layout"],
        anonymous=entry.get("anonymous", False),
        sections=tuple(
            TemplateSection(
                section["id"],
                _wording(titles[section["id"]]),
                tuple(_step(step, questions) for step in section["steps"]),
            )
            for section in entry["sections"]
        ),
        ends=tuple(_end(end, ends[end["id"]]) for end in entry["ends"]),
    )


def _step(entry: Entry, questions: Mapping[str, LibraryQuestion]) -> Step:
    return Step(questions[entry["question"]], entry.get("required", False), entry.get("show_if"))


def _end(entry: Entry, words: Entry) -> TemplateEnd:
    return TemplateEnd(entry["id"], entry.get("when"), _wording(words["title"]), _wording(words["text"]))


def _wording(texts: Entry) -> Wording:
    return Wording(MappingProxyType({language: texts[language] for language in LANGUAGES}))


def _read_all(folder: str) -> Iterator[Entry]:
    """Every file of a folder, in the order of their numbered names."""
    paths = sorted((FILES / folder).iterdir(), key=lambda path: path.name)
    return (_parsed(path) for path in paths if path.name.endswith(".toml"))


def _read(name: str) -> Entry:
    return _parsed(FILES / f"{name}.toml")


def _parsed(path: Traversable) -> Entry:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _found(kind: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        raise BadDefinition([f"{kind}: {name!r} was given; allowed: {', '.join(known)}"])
    return known[name]
