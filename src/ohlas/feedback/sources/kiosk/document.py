"""What the tablet's script knows: the questionnaire's logic, bounds of answers, sentences in every language."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.utils.translation import override, pgettext

import ohlas
from ohlas.feedback.queries.kiosks import KioskView
from ohlas.feedback.rules.kiosks import PIN_ROUNDS
from ohlas.surveys.pages import Voice
from ohlas.surveys.pages.posted import required_sentence, wrong_sentence
from ohlas.surveys.queries import Version
from ohlas.surveys.rules import Definition, Item, Question, condition_document, words_for
from ohlas.surveys.rules.definition import items_of

Document = dict[str, Any]  # JSON for the script
CHANNEL = "kiosk"


def stamp_of(kiosk: KioskView, version: Version) -> str:
    """Changes with everything the page is made of, so that a tablet knows when to load anew."""
    parts = (
        version.id, kiosk.name, kiosk.languages, kiosk.idle_s, kiosk.thanks_s, kiosk.pin_hash,
        kiosk.unit.name, kiosk.organisation,
    )  # fmt: skip
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def languages_of(kiosk: KioskView, definition: Definition) -> tuple[str, ...]:
    """Those chosen that the version still has; all of it when none is left."""
    known = definition.languages
    first = (definition.default_language, *(one for one in known if one != definition.default_language))
    return tuple(one for one in kiosk.languages if one in known) or first


def facts_of(kiosk: KioskView, language: str) -> Mapping[str, object]:
    own = {"unit": kiosk.unit.code or None, "employee": None, "touchpoint": None}
    return {**own, "language": language, "channel": CHANNEL}


def voice_of(kiosk: KioskView, definition: Definition, language: str) -> Voice:
    circumstances = {
        **facts_of(kiosk, language),
        "unit": kiosk.unit.name,
        "organisation": kiosk.organisation,
    }
    return Voice(definition, language, words=words_for(definition, {}, circumstances, language))


def kiosk_document(kiosk: KioskView, version: Version, *, is_open: bool) -> Document:
    definition = version.definition
    languages = languages_of(kiosk, definition)
    voices = {language: voice_of(kiosk, definition, language) for language in languages}
    return {
        "id": str(kiosk.id),
        "stamp": stamp_of(kiosk, version),
        "build": ohlas.__version__,
        "version": str(version.id),
        "open": is_open,
        "unit": kiosk.unit.code or None,
        "layout": definition.layout,
        "idle": kiosk.idle_s,
        "thanks": kiosk.thanks_s,
        "pin": {"salt": kiosk.pin_salt, "hash": kiosk.pin_hash, "rounds": PIN_ROUNDS},
        "languages": list(languages),
        "sections": [
            {
                "id": section.id,
                "show_if": condition_document(section.show_if),
                "questions": [
                    _question(definition.by_id[name])
                    for name in section.questions
                    if name in definition.by_id
                ],
            }
            for section in definition.sections
        ],
        "ends": [
            {
                "when": condition_document(end.when),
                "title": {name: voice.say(end.title) for name, voice in voices.items()},
                "text": {name: voice.say(end.text) for name, voice in voices.items()},
            }
            for end in definition.ends
        ],
        "words": {language: _words(definition, language) for language in languages},
    }


def _question(question: Question) -> Document:
    return {
        "id": question.id,
        "items": [_item(item) for item in items_of(question)],
        "show_if": condition_document(question.show_if),
        "skip_to": [{"when": condition_document(skip.when), "to": skip.to} for skip in question.skip_to],
    }


def _item(item: Item) -> Document:
    question = item.question
    return {
        "id": item.id,
        "kind": item.kind.value,
        "required": item.is_required,
        "min": question.min,
        "max": question.max,
        "step": question.step,
        "most": question.max_length,
        "choices": len(question.choices),
        "alone": [choice.id for choice in question.choices if choice.exclusive],
    }


def _words(definition: Definition, language: str) -> Document:
    """Sentences the script says, in this language."""
    with override(language):
        return {
            "required": {item.id: required_sentence(item) for item in definition.items() if item.is_required},
            "wrong": {item.id: wrong_sentence(item) for item in definition.items()},
            "nothing": pgettext("respondent", "At least one answer is needed."),
            "still": pgettext("respondent", "Is anybody still there? The page starts anew in %(seconds)s s.")
            % {"seconds": "{n}"},
            "stay": pgettext("respondent", "Go on answering"),
            "send": pgettext("respondent", "Send answers"),
            "next": pgettext("respondent", "Next"),
            "thanks": [
                pgettext("respondent", "Thank you"),
                pgettext("respondent", "Your answers have been taken."),
            ],
            "full": [
                pgettext("respondent", "Thank you"),
                pgettext(
                    "respondent",
                    "Enough people have already answered here, so these answers are not needed.",
                ),
            ],
            "closed": [
                pgettext("respondent", "This survey is closed"),
                pgettext("respondent", "It takes no more answers. Thank you for the interest."),
            ],
            "lost": [
                pgettext("respondent", "The answers could not be kept"),
                pgettext("respondent", "Please tell the staff. Nothing was stored."),
            ],
            "off": [
                pgettext("respondent", "This tablet is switched off"),
                pgettext("respondent", "It takes no answers at the moment."),
            ],
        }
