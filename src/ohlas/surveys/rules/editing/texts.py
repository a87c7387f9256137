"""Every text of a questionnaire with its place, so that texts can be changed and translated one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.editing.parts import Document, normal, part_of

QUESTION_TEXTS = ("text", "help", "low_label", "high_label")
INNER = ("choices", "rows")


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text: `path` addresses it, `kind` says what it is, `part` is the question, section or end it belongs to."""

    path: str
    kind: str
    part: str
    texts: Mapping[str, str]

    def is_missing(self, language: str, default: str) -> bool:
        """Whether people of this language read it in another one."""
        return bool(self.texts.get(default)) and not self.texts.get(language)


def texts_of(document: Document) -> tuple[TextPlace, ...]:
    """All texts in the order they are read; those no language has are left out but for questions' own."""
    return tuple(
        place
        for place in _all_texts(document)
        if any(place.texts.values()) or place.kind in {"text", "choices", "rows"}
    )


def set_text(document: Document, path: str, language: str, text: str) -> Document:
    """With this text in this language; an empty one is taken away.

    Errors: `NotAllowed` when nothing has this path.
    """
    return set_texts(document, {path: text}, language)


def set_texts(document: Document, texts: Mapping[str, str], language: str) -> Document:
    """With these texts by path, all in this language."""
    new = normal(document)
    for path, text in texts.items():
        holder, field = _holder(new, path)
        kept = {**(holder.get(field) or {}), language: text.strip()}
        holder[field] = {one: words for one, words in kept.items() if words}
        if not holder[field] and (field not in {"text", "title"} or path.startswith("quotas/")):
            del holder[field]
    return new


def _all_texts(document: Document) -> Iterator[TextPlace]:
    known = {question["id"]: question for question in document.get("questions") or []}
    sections = document.get("sections") or [{"id": "", "questions": list(known)}]
    for section in sections:
        if section["id"]:
            yield _place(f"sections/{section['id']}/title", "title", section)
        for name in section["questions"]:
            if name in known:
                yield from _question_texts(known[name])
    for end in document.get("ends") or []:
        for field in ("title", "text"):
            yield _place(f"ends/{end['id']}/{field}", f"end_{field}", end)
    for quota in document.get("quotas") or []:
        yield _place(f"quotas/{quota['id']}/text", "quota_text", quota)


def _question_texts(question: Document) -> Iterator[TextPlace]:
    at = f"questions/{question['id']}"
    for field in QUESTION_TEXTS:
        yield TextPlace(f"{at}/{field}", field, question["id"], question.get(field) or {})
    for kind in INNER:
        for part in question.get(kind) or []:
            path = f"{at}/{kind}/{part['id']}/text"
            yield TextPlace(path, kind, question["id"], part.get("text") or {})


def _place(path: str, kind: str, part: Document) -> TextPlace:
    return TextPlace(path, kind, part["id"], part.get(path.rpartition("/")[2]) or {})


def _holder(document: Document, path: str) -> tuple[Document, str]:
    match path.split("/"):
        case ["questions", name, ("text" | "help" | "low_label" | "high_label") as field]:
            return part_of(document, "questions", name), field
        case ["questions", name, ("choices" | "rows") as kind, inner, "text"]:
            return part_of(part_of(document, "questions", name), kind, inner), "text"
        case ["sections", name, "title"]:
            return part_of(document, "sections", name), "title"
        case ["ends", name, ("title" | "text") as field]:
            return part_of(document, "ends", name), field
        case ["quotas", name, "text"]:
            return part_of(document, "quotas", name), "text"
        case ["variants", name, question]:
            part_of(document, "questions", question)
            variant = part_of(document, "variants", name)
            return variant.setdefault("texts", {}), question
        case _:
            raise NotAllowed("There is no such text in the survey.")
