"""Sections: a questionnaire without any has one nameless section around everything."""

from collections.abc import Mapping

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.editing.parts import Document, free_name, index_of, insert_at, names_in, normal
from ohlas.surveys.rules.editing.questions import in_asked_order
from ohlas.surveys.rules.reading.around import MAX_SECTIONS


def add_section(document: Document, after: str | None, title: Mapping[str, str]) -> tuple[Document, str]:
    """A new section from the question after this one to its section's end, or an empty one at the end.

    Errors: `NotAllowed` beyond the most sections there may be.
    """
    new = normal(document)
    if not new["sections"]:
        everything = [question["id"] for question in new["questions"]]
        new["sections"] = [_section(free_name(names_in(new), "s"), {}, everything)]
    if len(new["sections"]) >= MAX_SECTIONS:
        raise NotAllowed(f"A survey has at most {MAX_SECTIONS} sections.")
    name = free_name(names_in(new), "s")
    at, moved = len(new["sections"]), list[str]()
    for n, section in enumerate(new["sections"]):
        if after in section["questions"]:
            cut = section["questions"].index(after) + 1
            at, moved = n + 1, section["questions"][cut:]
            section["questions"] = section["questions"][:cut]
    insert_at(new["sections"], at, _section(name, title, moved))
    return in_asked_order(new), name


def remove_section(document: Document, name: str) -> Document:
    """Its questions join the section before, or the next one when it was the first."""
    new = normal(document)
    at = index_of(new, "sections", name)
    gone = new["sections"].pop(at)
    if new["sections"]:
        heir = new["sections"][max(0, at - 1)]
        heir["questions"] = (
            [*heir["questions"], *gone["questions"]] if at else [*gone["questions"], *heir["questions"]]
        )
    return in_asked_order(new)


def move_section(document: Document, name: str, by: int) -> Document:
    new = normal(document)
    at = index_of(new, "sections", name)
    insert_at(new["sections"], at + by, new["sections"].pop(at))
    return in_asked_order(new)


def _section(name: str, title: Mapping[str, str], questions: list[str]) -> Document:
    return {"id": name, "title": dict(title), "questions": questions}
