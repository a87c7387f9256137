"""Faults and remarks as the builder tells them, each leading to the card it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.surveys.pages.builder.frame import Work
from ohlas.surveys.pages.saying import say
from ohlas.surveys.rules import Definition, remarks
from ohlas.surveys.rules.editing import Fault, faults_of

MOST_TOLD = 60
"""More than these at once help nobody; publishing tells how many there are."""
SENTENCES: Mapping[tuple[str, str], Promise] = {
    ("questions", "show_if"): _("Its condition asks about a later question, one that is gone, or one not answered so."),
    ("questions", "skip_to"): _("It jumps to a place that is not later in the survey."),
    ("questions", "carry_from"): _("What it takes over must come from an earlier question with choices."),
    ("questions", "no_choice_text"): _("A choice or row has no words in the default language."),
    ("sections", "show_if"): _("The section's condition asks about a question that does not come earlier."),
    ("ends", "when"): _("The last page's condition asks about a question that is gone or cannot be answered so."),
    ("ends", "no_text"): _("A last page has no words in the default language."),
    ("quotas", "when"): _("The quota's condition asks about a question that is gone or cannot be answered so."),
}  # fmt: skip


PAGES: Mapping[str, str] = {"missing_translation": "translations", "contrast": "settings"}
"""Where a remark is mended that is not about a card."""


@dataclass(frozen=True)
class Told:
    """A fault (`stops` publishing) or a remark; `page` says which page of the builder mends it, `part` where."""

    part: str
    title: str
    sentence: str
    advice: str
    stops: bool
    page: str


def told(work: Work, others: Mapping[str, Definition]) -> tuple[Told, ...]:
    """Everything about this draft, what stops publishing first."""
    found = [_fault(work, fault) for fault in faults_of(work.draft.document)]
    found += [
        Told(
            one.where,
            _title(work, one.where),
            say(one.sentence),
            say(one.advice),
            one.stops,
            PAGES.get(one.kind) or _page(work, one.where),
        )
        for one in remarks(work.definition, others)
    ]
    return tuple(_once(sorted(found, key=lambda one: not one.stops)))


def _once(found: list[Told]) -> Iterator[Told]:
    """Missing translations are counted on their own page; here one line per language would bury the rest."""
    seen: set[tuple[str, str]] = set()
    translations = False
    for one in found:
        if one.page == "translations":
            if not translations:
                translations = True
                yield one
            continue
        if (one.part, one.sentence) not in seen:
            seen.add((one.part, one.sentence))
            yield one


def _fault(work: Work, fault: Fault) -> Told:
    known = SENTENCES.get((fault.kind, fault.code))
    sentence = str(known) if known else f"{fault.given}"
    advice = (
        "" if known and not fault.allowed else str(_("Allowed: %(allowed)s.") % {"allowed": fault.allowed})
    )
    page = "questions" if fault.kind in {"questions", "sections"} else "settings"
    return Told(fault.part, _title(work, fault.part), sentence, advice, stops=True, page=page)


def _title(work: Work, part: str) -> str:
    question = work.definition.by_id.get(part)
    return question.title(work.language, work.definition.default_language) if question else ""


def _page(work: Work, part: str) -> str:
    is_question = part in work.definition.by_id or part in {one.id for one in work.definition.sections}
    return "questions" if is_question or not part else "settings"
