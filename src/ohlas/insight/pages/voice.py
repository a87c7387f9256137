"""Tone of voice as a page: how we want to sound, how we do on each channel, and a draft held against both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ohlas.insight.pages import words
from ohlas.insight.pages.filters import Option
from ohlas.insight.queries import Titles
from ohlas.insight.rules import Step
from ohlas.insight.rules.voice import CHANNELS, Ours, VoiceWish, alarms, heard, warned_of
from ohlas.text.tone import Automation, Voice, Warned

EARLIER = 200
"""Texts of ours, the newest, that a draft is compared with."""
CHANNEL_TITLES: Mapping[str, Promise] = {
    "reply": _("Replies"),
    "email": _("E-mails"),
    "newsletter": _("Newsletters"),
    "post": _("Posts"),
    "article": _("Articles"),
    "chat": _("Chat"),
}
ADDRESS_TITLES: Mapping[str, Promise] = {
    "": _("Either"),
    "formal": _("Formal (vy, Pan/Pani, Вы, Sie)"),
    "informal": _("Informal (ty, ти, ты, du)"),
}
WARNINGS: Mapping[str, Promise] = {
    "address": _("Addresses otherwise than you want to"),
    "mixed_address": _("Mixes formal and informal address"),
    "too_long": _("Too long"),
    "too_short": _("Too short"),
    "long_sentences": _("Long sentences"),
    "hard_to_read": _("Hard to read"),
    "cold": _("Cold: no greeting, thanks, regret or offer of help"),
    "exclamations": _("Too many exclamation marks"),
    "shouting": _("Words in capitals"),
    "forbidden": _("Words you do not want"),
    "jargon": _("Jargon"),
    "canned": _("Canned phrases"),
    "repeated": _("Nearly the same as an earlier text"),
}


@dataclass(frozen=True)
class VoiceRow:
    """A channel in a month; a dash where nothing can be said."""

    month: str
    channel: str
    n: str
    formality: str
    warmth: str
    readability: str
    length: str


@dataclass(frozen=True)
class AlarmRow:
    """How like a machine we sound in a language."""

    language: str
    n: str
    alike: str
    canned: str
    is_alarming: bool
    verdict: str


@dataclass(frozen=True)
class VoicePage:
    """`checked` says that a draft was held against the wish; no `remarks` then means that it fits."""

    wish: VoiceWish
    forbidden: str
    addresses: tuple[Option, ...]
    channels: tuple[Option, ...]
    draft: str
    checked: bool
    remarks: tuple[str, ...]
    voices: tuple[VoiceRow, ...]
    alarms: tuple[AlarmRow, ...]
    consistency: str
    texts: str
    today: str
    may_edit: bool
    change: str
    here: str
    check: str = ""


@dataclass(frozen=True)
class RemarksPage:
    """`insight/voice_remarks.html`: what is said of a draft while it is written; nothing where there is no draft."""

    checked: bool
    remarks: tuple[str, ...]


def remarks_page(texts: Sequence[Ours], wish: VoiceWish, draft: str) -> RemarksPage:
    """A draft held against how we want to sound, and against what we wrote before."""
    if not draft.strip():
        return RemarksPage(checked=False, remarks=())
    earlier = [one.text for one in texts[:EARLIER]]
    return RemarksPage(checked=True, remarks=tuple(_remark(one) for one in warned_of(draft, wish, earlier)))


def voice_page(
    texts: Sequence[Ours],
    wish: VoiceWish,
    titles: Titles,
    *,
    draft: str,
    today: str,
    may_edit: bool,
    change: str,
    here: str,
    check: str,
) -> VoicePage:
    """The page in words."""
    found = heard(texts)
    held = remarks_page(texts, wish, draft)
    return VoicePage(
        wish=wish,
        forbidden=", ".join(wish.forbidden),
        addresses=tuple(
            Option(key, str(title), key == wish.address) for key, title in ADDRESS_TITLES.items()
        ),
        channels=tuple(Option(key, str(CHANNEL_TITLES[key]), False) for key in CHANNELS),
        draft=draft,
        checked=held.checked,
        remarks=held.remarks,
        voices=tuple(_voice(one) for one in reversed(found.voices)),
        alarms=tuple(_alarm(language, one, titles) for language, one in alarms(texts)),
        consistency="" if found.score is None else words.percent(found.score, 0),
        texts=ngettext("%(n)s text", "%(n)s texts", len(texts)) % {"n": words.number(len(texts), 0)},
        today=today,
        may_edit=may_edit,
        change=change,
        here=here,
        check=check,
    )


def _remark(one: Warned) -> str:
    said = str(WARNINGS.get(one.kind, one.kind))
    if one.words:
        return f"{said}: {', '.join(one.words)}"
    if one.kind in {"too_long", "too_short", "long_sentences", "hard_to_read", "exclamations"}:
        return gettext("%(remark)s: %(found)s, wanted %(wanted)s") % {
            "remark": said,
            "found": one.found,
            "wanted": one.wanted,
        }
    return said


def _voice(one: Voice) -> VoiceRow:
    return VoiceRow(
        month=words.bucket(one.month, Step.MONTH),
        channel=str(CHANNEL_TITLES.get(one.channel, one.channel)),
        n=words.number(one.n, 0),
        formality=words.NOBODY if one.formality is None else words.percent(one.formality, 0),
        warmth=words.percent(one.warmth, 0),
        readability=words.NOBODY if one.readability is None else words.number(one.readability, 0),
        length=words.number(one.words, 0),
    )


def _alarm(language: str, one: Automation, titles: Titles) -> AlarmRow:
    if one.n < 10:  # noqa: PLR2004 - as `text.tone` has it
        verdict = gettext("too few to tell")
    else:
        verdict = gettext("too automated") if one.is_alarming else gettext("sounds like people")
    return AlarmRow(
        language=words.value_title(titles, "language", language),
        n=words.number(one.n, 0),
        alike=words.percent(one.alike, 0),
        canned=words.percent(one.canned, 0),
        is_alarming=one.is_alarming,
        verdict=verdict,
    )
