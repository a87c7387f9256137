"""The question library as the builder offers it: by bank, searched, in the language of the interface."""

from collections.abc import Iterator
from dataclasses import dataclass

from ohlas.surveys.models import Survey
from ohlas.surveys.pages.builder.frame import Frame, frame_of, work_on
from ohlas.surveys.pages.types import TYPES
from ohlas.surveys.pages.words import Pick
from ohlas.surveys.rules.library import LibraryQuestion, library


@dataclass(frozen=True)
class Offer:
    """A question of the library; `is_asked` when the survey has it already."""

    id: str
    text: str
    kind: str
    parts: tuple[str, ...]
    is_asked: bool


@dataclass(frozen=True)
class BankOffer:
    id: str
    title: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class LibraryPage:
    """`surveys/builder/library.html`."""

    frame: Frame
    after: str
    words: str
    bank: str
    banks: tuple[Pick, ...]
    found: tuple[BankOffer, ...]
    count: int


def library_page(
    survey: Survey, language: str, *, interface: str, after: str, words: str, bank: str
) -> LibraryPage:
    work = work_on(survey, language)
    asked = frozenset(work.definition.by_id)
    found = tuple(_found(interface, asked, words.casefold().split(), bank))
    return LibraryPage(
        frame=frame_of(work, "questions"),
        after=after if after in asked else "",
        words=words,
        bank=bank,
        banks=tuple(
            Pick(one.id, one.title.said(interface, "formal"), one.id == bank) for one in library().banks
        ),
        found=found,
        count=sum(len(one.offers) for one in found),
    )


def _found(interface: str, asked: frozenset[str], words: list[str], bank: str) -> Iterator[BankOffer]:
    for one in library().banks:
        if bank and one.id != bank:
            continue
        title = one.title.said(interface, "formal")
        questions = (library().questions[name] for name in one.questions)
        offers = tuple(
            offer
            for question in questions
            if _matches(offer := _offer(question, interface, asked), title, words)
        )
        if offers:
            yield BankOffer(one.id, title, offers)


def _offer(question: LibraryQuestion, interface: str, asked: frozenset[str]) -> Offer:
    return Offer(
        id=question.id,
        text=question.text.said(interface, "formal"),
        kind=str(TYPES[question.type]),
        parts=tuple(one.text.said(interface, "formal") for one in (*question.choices, *question.rows)),
        is_asked=question.id in asked,
    )


def _matches(offer: Offer, bank: str, words: list[str]) -> bool:
    whole = " ".join((offer.text, offer.kind, offer.id, bank, *offer.parts)).casefold()
    return all(word in whole for word in words)
