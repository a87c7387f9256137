"""Texts of two languages side by side, with the missing ones marked."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.surveys.models import Survey
from ohlas.surveys.pages.builder.frame import (
    Conflict,
    Frame,
    Wish,
    Work,
    frame_of,
    work_on,
)
from ohlas.surveys.pages.words import LANGUAGE_NAMES, Pick, language_name
from ohlas.surveys.rules.editing import TextPlace, texts_of

AT_ONCE = 40
"""Texts on one page: what a person translates in one go, and far fewer fields than a form may have."""
KINDS: dict[str, Promise] = {
    "text": _("Question"),
    "help": _("Explanation"),
    "low_label": _("Low end"),
    "high_label": _("High end"),
    "choices": _("Choice"),
    "rows": _("Row"),
    "title": _("Section"),
    "end_title": _("Last page, title"),
    "end_text": _("Last page, text"),
    "quota_text": _("When a quota is full"),
}


@dataclass(frozen=True)
class LanguageLine:
    """A language of the survey and how much is missing in it."""

    code: str
    name: str
    missing: int
    is_default: bool
    is_chosen: bool


@dataclass(frozen=True)
class Pair:
    """One text: as it is in the default language, and in the one translated to."""

    path: str
    kind: str
    source: str
    value: str
    is_missing: bool


@dataclass(frozen=True)
class TranslationsPage:
    """`surveys/builder/translations.html`."""

    frame: Frame
    lines: tuple[LanguageLine, ...]
    source: str
    source_code: str
    target: str
    target_code: str
    pairs: tuple[Pair, ...]
    only_missing: bool
    number: int
    numbers: tuple[int, ...]
    offered: tuple[Pick, ...]
    conflict: Conflict | None
    error: str


def translations_page(
    survey: Survey, language: str, number: int, wish: Wish, *, only_missing: bool
) -> TranslationsPage:
    work = work_on(survey, language)
    default = work.definition.default_language
    target = _target(work, language)
    places = texts_of(work.draft.document)
    listed = [one for one in places if not only_missing or one.is_missing(target, default)]
    pages = max(1, -(-len(listed) // AT_ONCE))
    number = min(max(1, number), pages)
    return TranslationsPage(
        frame=frame_of(work, "translations"),
        lines=tuple(_line(work, one, places, target) for one in work.definition.languages),
        source=language_name(default),
        source_code=default,
        target=language_name(target),
        target_code=target,
        pairs=tuple(_pair(one, default, target) for one in listed[(number - 1) * AT_ONCE : number * AT_ONCE]),
        only_missing=only_missing,
        number=number,
        numbers=tuple(range(1, pages + 1)),
        offered=tuple(
            Pick(code, name) for code, name in LANGUAGE_NAMES.items() if code not in work.definition.languages
        ),
        conflict=wish.conflict,
        error=wish.error,
    )


def _target(work: Work, language: str) -> str:
    """The language asked for, else the first one that is not the default."""
    others = [one for one in work.definition.languages if one != work.definition.default_language]
    if language in work.definition.languages and language != work.definition.default_language:
        return language
    return others[0] if others else work.definition.default_language


def _line(work: Work, code: str, places: tuple[TextPlace, ...], target: str) -> LanguageLine:
    default = work.definition.default_language
    missing = sum(1 for one in places if one.is_missing(code, default)) if code != default else 0
    return LanguageLine(code, language_name(code), missing, code == default, code == target)


def _pair(place: TextPlace, default: str, target: str) -> Pair:
    return Pair(
        path=place.path,
        kind=str(KINDS[place.kind]),
        source=place.texts.get(default, ""),
        value=place.texts.get(target, ""),
        is_missing=place.is_missing(target, default),
    )
