"""Our own wording of a mail, for programmes that have not written theirs; formal and informal readers alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Wording:
    """A subject and a body with places such as `{greeting}`; an empty line begins a paragraph."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """What stands around the body, in the reader's language."""

    language: str
    answer: str
    why: str
    leave: str
    cannot_see: str
    unlikely: str
    likely: str


def our_wording(kind: str, language: str) -> Wording:
    """What is written where the organisation has no words of its own; `kind` is invitation or reminder."""
    with translation.override(language):
        greeting = "{greeting}"
        if kind == "reminder":
            subject = pgettext("respondent", "Reminder: an opinion still matters to %(organisation)s")
            body = pgettext(
                "respondent",
                "There was no answer yet, and it would help to know how it was. This is a short reminder; it is not "
                "needed to answer.",
            )
        else:
            subject = pgettext("respondent", "%(organisation)s asks for an opinion")
            body = pgettext(
                "respondent",
                "How was it with us? An honest answer shows what to keep and what to mend. It takes a minute.",
            )
        return Wording(_place(subject), f"{greeting}\n\n{_place(body)}")


def phrases(language: str) -> Phrases:
    """The phrases in this language, English where it has none."""
    with translation.override(language):
        return Phrases(
            language=language,
            answer=pgettext("respondent", "Answer"),
            why=_place(
                pgettext(
                    "respondent",
                    "%(organisation)s writes to this address because of an agreement to be asked for opinions.",
                )
            ),
            leave=pgettext("respondent", "No more such messages"),
            cannot_see=pgettext("respondent", "Answer here:"),
            unlikely=pgettext("respondent", "not at all likely"),
            likely=pgettext("respondent", "extremely likely"),
        )


def _place(text: str, names: Mapping[str, str] | None = None) -> str:
    return text % (names or {"organisation": "{organisation}"})
