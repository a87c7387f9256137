"""Whether we sound alike on every channel and over time, and whether we sound like a machine."""

from __future__ import annotations

from statistics import fmean, pstdev
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.phrases.duplicates import template_share
from ohlas.text.tone.reading import FORMAL, INFORMAL, Tone, tone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

FEWEST = 10  # texts under which no alarm is raised
TOO_ALIKE = 0.5  # share of near-identical replies
TOO_CANNED = 0.6  # share of replies with canned phrases
# A gap this wide in each trait counts as a wholly different voice.
FULL_GAP = {"formality": 1.0, "warmth": 0.6, "readability": 30.0, "words": 80.0, "exclamations": 2.0}


class Written(NamedTuple):
    """A text of ours: where and when it went out."""

    text: str
    language: str
    channel: str
    at: date


class Voice(NamedTuple):
    """The mean tone of a channel in a month. `formality` is the share of formal among addressed texts, or None."""

    channel: str
    month: date
    n: int
    formality: float | None
    warmth: float
    readability: float | None
    words: float
    exclamations: float


class Consistency(NamedTuple):
    """How alike the channels sound, 0 to 1 (None with fewer than two voices), and the voices in order of time."""

    score: float | None
    voices: tuple[Voice, ...]


class Automation(NamedTuple):
    """How like a machine we sound; `is_alarming` only from ten texts on."""

    n: int
    alike: float
    canned: float
    is_alarming: bool


def consistency(texts: Sequence[Written]) -> Consistency:
    """Whether our texts sound alike on all channels and months.

    Shape:  texts in; a score from 0 (unlike) to 1 (alike) and one voice per channel and month out; no texts give
            no voices and None.
    Errors: descriptive; small months swing. The score is one less the mean spread of five traits over voices.
    Source: own.
    """
    by_voice: dict[tuple[date, str], list[Tone]] = {}
    for each in texts:
        by_voice.setdefault((each.at.replace(day=1), each.channel), []).append(
            tone_of(each.text, each.language)
        )
    voices = tuple(_voice(channel, month, tones) for (month, channel), tones in sorted(by_voice.items()))
    return Consistency(_score(voices), voices)


def automation(texts: Sequence[str], language: str) -> Automation:
    """Whether our replies are so alike, or so full of canned phrases, that people take them for a machine's.

    Shape:  replies of one language in; shares from 0 to 1 out; no texts give zeros and no alarm.
    Errors: those of `template_share` and of the list of canned phrases.
    Source: own; half alike or six in ten canned raise the alarm.
    """
    worded = [text for text in texts if text.strip()]
    if not worded:
        return Automation(0, 0.0, 0.0, is_alarming=False)
    alike = template_share(worded) or 0.0
    canned = fmean(bool(tone_of(text, language).canned) for text in worded)
    is_alarming = len(worded) >= FEWEST and (alike >= TOO_ALIKE or canned >= TOO_CANNED)
    return Automation(len(worded), round(alike, 4), round(canned, 4), is_alarming)


def _voice(channel: str, month: date, tones: Sequence[Tone]) -> Voice:
    addressed = [tone.address for tone in tones if tone.address in {FORMAL, INFORMAL}]
    readable = [tone.readability for tone in tones if tone.readability is not None]
    return Voice(
        channel=channel,
        month=month,
        n=len(tones),
        formality=fmean(each == FORMAL for each in addressed) if addressed else None,
        warmth=fmean(tone.warmth for tone in tones),
        readability=fmean(readable) if readable else None,
        words=fmean(tone.words for tone in tones),
        exclamations=fmean(tone.exclamations for tone in tones),
    )


def _score(voices: Sequence[Voice]) -> float | None:
    if len(voices) <= 1:
        return None
    gaps = []
    for trait, full in FULL_GAP.items():
        values = [value for voice in voices if (value := getattr(voice, trait)) is not None]
        if len(values) > 1:
            gaps.append(min(1.0, 2 * pstdev(values) / full))
    return round(1 - fmean(gaps), 3)
