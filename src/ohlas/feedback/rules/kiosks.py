"""Tablets that ask on their own: what may run without a network, the PIN, and when an answer was given."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import pbkdf2_hmac
from re import fullmatch

from ohlas.surveys.rules import AnswerKind, Definition, Question
from ohlas.surveys.rules.piping import names_piped

PIN_ROUNDS = 310_000
"""A tenth of a second on a cheap tablet. Four digits are guessed in minutes all the same by whoever can read
the page's source; the PIN keeps fingers out, and nothing behind it is secret."""
IDLE_S = (15, 600)
THANKS_S = (2, 60)
OLDEST = timedelta(days=90)
"""Answers that waited longer on a tablet are dated so far back and no further."""

AWAITED = timedelta(days=30)
"""How long after its closing a survey still takes what tablets without a network kept."""


class Obstacle(StrEnum):
    """Why a questionnaire cannot run where no server helps."""

    REPEATS_ANSWERS = "repeats_answers"
    CARRIES_CHOICES = "carries_choices"
    TAKES_FILES = "takes_files"
    LEFT_TO_CHANCE = "left_to_chance"


def obstacles_to_kiosk(definition: Definition) -> tuple[Obstacle, ...]:
    """Everything in the questionnaire that only a server can do; none means it runs on a kiosk."""
    questions = definition.questions
    found = {
        Obstacle.REPEATS_ANSWERS: any(any(names_piped(text)) for text in _texts(definition)),
        Obstacle.CARRIES_CHOICES: any(question.carry_from for question in questions),
        Obstacle.TAKES_FILES: any(question.type.kind is AnswerKind.FILE for question in questions),
        Obstacle.LEFT_TO_CHANCE: bool(definition.variants)
        or any(question.shuffle for question in questions)
        or any(section.shuffle for section in definition.sections),
    }
    return tuple(obstacle for obstacle, is_there in found.items() if is_there)


def is_pin(pin: str) -> bool:
    return fullmatch(r"[0-9]{4,8}", pin) is not None


def new_salt() -> str:
    return secrets.token_hex(16)


def pin_hash(pin: str, salt: str) -> str:
    """As the tablet computes it: PBKDF2 with SHA-256 over the salt's bytes."""
    return pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), PIN_ROUNDS).hex()


def given_at(age_s: float, made_at: datetime, now: datetime) -> datetime:
    """When an answer was given, by how long the tablet says ago; its clock may be wrong, its count less so."""
    oldest = max(made_at, now - OLDEST)
    age = timedelta(seconds=min(max(age_s, 0.0), OLDEST.total_seconds()))
    return min(max(now - age, oldest), now)


def was_in_time(at: datetime, closings: Iterable[datetime | None], now: datetime) -> bool:
    """Whether an answer given then still counts, though it arrives after the survey has closed.

    The tablet's word is taken for a while only: after `AWAITED` nothing new comes into figures already told.
    """
    ended = min((one for one in closings if one is not None), default=None)
    return ended is not None and at < ended and now < ended + AWAITED


def _texts(definition: Definition) -> Iterator[str]:
    for question in definition.questions:
        yield from _texts_of(question)
    for section in definition.sections:
        yield from section.title.values()
    for end in definition.ends:
        yield from (*end.title.values(), *end.text.values())


def _texts_of(question: Question) -> Iterator[str]:
    own = (question.text, question.help, question.low_label, question.high_label)
    choices = [choice.text for choice in question.choices]
    rows = [row.text for row in question.rows]
    for texts in (*own, *choices, *rows):
        yield from texts.values()
