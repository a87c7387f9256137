"""Languages and ways of address; wordings that are still the library's follow."""

from collections.abc import Iterator, Sequence

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.definition import Address
from ohlas.surveys.rules.editing.parts import Document, normal
from ohlas.surveys.rules.editing.texts import INNER, QUESTION_TEXTS
from ohlas.surveys.rules.library import LANGUAGES, library
from ohlas.surveys.rules.reading.document import MAX_LANGUAGES
from ohlas.surveys.rules.reading.reader import LANGUAGE


def add_language(document: Document, language: str) -> Document:
    """Also in this language; what is still worded as in the library gets its words at once.

    Errors: `NotAllowed` for what is no language code.
    """
    if not LANGUAGE.fullmatch(language):
        raise NotAllowed(f"“{language}” is no language code such as cs or en.")
    new = normal(document)
    languages = new.setdefault("languages", ["en"])
    if len(languages) >= MAX_LANGUAGES and language not in languages:
        raise NotAllowed(f"A survey has at most {MAX_LANGUAGES} languages.")
    if language not in languages:
        languages.append(language)
    for holder, field, theirs in _library_texts(new, new.get("address", "formal"), languages):
        mine = holder[field]
        agrees = any(text == theirs.get(one) for one, text in mine.items())
        if agrees and theirs.get(language) and not mine.get(language):
            holder[field] = {**mine, language: theirs[language]}
    return new


def remove_language(document: Document, language: str) -> Document:
    """No longer asked in it; its words stay, should it come back.

    Errors: `NotAllowed` for the default language or one the survey does not have.
    """
    new = normal(document)
    languages = new.get("languages") or ["en"]
    if language == (new.get("default_language") or languages[0]) or language not in languages:
        raise NotAllowed("The default language cannot be removed. Choose another default language first.")
    new["languages"] = [one for one in languages if one != language]
    return new


def set_address(document: Document, address: Address) -> Document:
    """Addressed so from now on; wordings changed by hand stay as they are."""
    new = normal(document)
    languages = new.get("languages") or ["en"]
    other = list(_library_texts(new, address, languages))
    for (holder, field, before), (_, _, after) in zip(
        list(_library_texts(new, new.get("address", "formal"), languages)), other, strict=True
    ):
        holder[field] = {
            one: after.get(one, text) if text == before.get(one) else text
            for one, text in holder[field].items()
        }
    return {**new, "address": address}


def _library_texts(
    document: Document, address: Address, languages: Sequence[str]
) -> Iterator[tuple[Document, str, dict[str, str]]]:
    """Each text that the library has too: where it stands, and the library's words."""
    known = library().questions
    spoken = [one for one in languages if one in LANGUAGES]
    for question in document["questions"]:
        model = known.get(question["id"])
        if model is None or model.type != question["type"]:
            continue
        theirs: Document = dict(model.document(spoken, address))
        for field in QUESTION_TEXTS:
            if question.get(field) and theirs.get(field):
                yield question, field, theirs[field]
        for kind in INNER:
            texts = {one["id"]: one["text"] for one in theirs.get(kind) or []}
            for part in question.get(kind) or []:
                if part.get("text") and part["id"] in texts:
                    yield part, "text", texts[part["id"]]
