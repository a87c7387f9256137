"""The page where questions are put together: cards in sections, one of them open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ohlas.surveys.models import Survey
from ohlas.surveys.pages.builder.frame import Conflict, Frame, Wish, Work, frame_of, work_on
from ohlas.surveys.pages.builder.open_card import OpenCard, OpenSection, open_card, open_section
from ohlas.surveys.pages.builder.sentences import read_sentence, target_words
from ohlas.surveys.pages.builder.telling import Told, told
from ohlas.surveys.pages.types import TYPES
from ohlas.surveys.pages.words import Pick, short
from ohlas.surveys.queries import other_definitions
from ohlas.surveys.rules import AnswerKind, estimated_seconds
from ohlas.surveys.rules.editing import Document


@dataclass(frozen=True)
class Card:
    """A question as it stands in the list; `number` counts from one through the whole survey."""

    id: str
    number: int
    text: str
    kind: str
    is_required: bool
    is_multiple: bool
    notes: tuple[str, ...]
    remarks: int
    open: OpenCard | None


@dataclass(frozen=True)
class SectionCard:
    """A section with its cards; the nameless one around everything has no id."""

    id: str
    title: str
    note: str
    cards: tuple[Card, ...]
    open: OpenSection | None


@dataclass(frozen=True)
class BuilderPage:
    """`surveys/builder/builder.html`."""

    frame: Frame
    sections: tuple[SectionCard, ...]
    count: int
    minutes: str
    told: tuple[Told, ...]
    kinds: tuple[Pick, ...]
    after: str
    conflict: Conflict | None
    error: str
    added: str


def builder_page(survey: Survey, language: str, wish: Wish) -> BuilderPage:
    work = work_on(survey, language)
    found = told(work, other_definitions(survey))
    counts: dict[str, int] = {}
    for one in found:
        counts[one.part] = counts.get(one.part, 0) + 1
    cards = {card.id: card for card in _cards(work, wish, counts)}
    known = {*cards, *(section["id"] for section in work.draft.document["sections"])}
    open_id = wish.open if wish.open in known else ""
    return BuilderPage(
        frame=frame_of(work, "questions", open_id),
        sections=tuple(_sections(work, wish, cards)),
        count=len(cards),
        minutes=_minutes(work),
        told=found,
        kinds=tuple(Pick(name, str(words)) for name, words in TYPES.items()),
        after=open_id if open_id in cards else "",
        conflict=wish.conflict,
        error=wish.error,
        added=wish.added,
    )


def _minutes(work: Work) -> str:
    seconds = estimated_seconds(work.definition)
    if seconds < 60:  # noqa: PLR2004 - a minute
        return _("about %(seconds)d seconds to answer") % {"seconds": round(seconds)}
    return _("about %(minutes)d min to answer") % {"minutes": round(seconds / 60)}


def _cards(work: Work, wish: Wish, counts: Mapping[str, int]) -> Iterator[Card]:
    by_id: dict[str, Document] = {one["id"]: one for one in work.draft.document["questions"]}
    for n, question in enumerate(work.definition.questions, start=1):
        document = by_id[question.id]
        yield Card(
            id=question.id,
            number=n,
            text=question.title(work.language, work.definition.default_language)
            if any(question.text.values())
            else _("(no text yet)"),
            kind=str(TYPES[question.type.id]),
            is_required=question.required,
            is_multiple=question.type.kind is AnswerKind.MULTIPLE,
            notes=tuple(_notes(work, document)),
            remarks=counts.get(question.id, 0),
            open=open_card(work, question, document, wish) if wish.open == question.id else None,
        )


def _notes(work: Work, document: Document) -> Iterator[str]:
    """The card's logic, each as a sentence."""
    shown = read_sentence(work.teller, document.get("show_if"))
    if shown:
        yield _("Shown when %(condition)s.") % {"condition": shown}
    for skip in document.get("skip_to") or []:
        words = {
            "target": target_words(work.teller, skip["to"]),
            "condition": read_sentence(work.teller, skip.get("when")),
        }
        if words["condition"]:
            yield _("Jumps to %(target)s when %(condition)s.") % words
        else:
            yield _("Always jumps to %(target)s.") % words
    source = (document.get("carry_from") or {}).get("question")
    if source:
        words = {"question": target_words(work.teller, source)}
        yield _("Offers what was chosen in %(question)s.") % words


def _sections(work: Work, wish: Wish, cards: Mapping[str, Card]) -> Iterator[SectionCard]:
    listed: list[Document] = work.draft.document["sections"]
    if not listed:
        yield SectionCard("", "", "", tuple(cards.values()), None)
    for document in listed:
        shown = read_sentence(work.teller, document.get("show_if"))
        yield SectionCard(
            id=document["id"],
            title=short(work.definition.words(document.get("title") or {}, work.language)) or _("Section"),
            note=_("Shown when %(condition)s.") % {"condition": shown} if shown else "",
            cards=tuple(cards[name] for name in document["questions"] if name in cards),
            open=open_section(work, document, wish) if wish.open == document["id"] else None,
        )
