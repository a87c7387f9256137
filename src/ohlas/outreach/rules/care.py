"""After which answers a person is left alone for a while: a pure decision on what was just told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ohlas.outreach.errors import BadProgramme

LONGEST = 365
HIGHEST_DETRACTOR = 6
SEVERE = frozenset({"legal", "safety", "discrimination"})
"""Signals that nobody should be asked anything beside; leaving is seen in the score and the words."""


class DetractorCare(StrEnum):
    """When a low score spares a person further questions."""

    NEVER = "never"
    COMMENT = "comment"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Care:
    """For how many days and after what; no days: never."""

    days: int = 30
    complaint: bool = True
    urgent: bool = True
    detractor: DetractorCare = DetractorCare.COMMENT


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer says: a complaint told unasked, the recommendation score, how its words read."""

    is_complaint: bool = False
    score: float | None = None
    is_negative: bool = False
    urgent: frozenset[str] = frozenset()


def reason_to_spare(care: Care, told: Told) -> str:
    """The reason to leave the person alone, as it stands on the list; empty: none."""
    if not care.days:
        return ""
    if care.complaint and told.is_complaint:
        return "complaint"
    if care.urgent and told.urgent & SEVERE:
        return "urgent words"
    is_low = told.score is not None and told.score <= HIGHEST_DETRACTOR
    if is_low and care.detractor is DetractorCare.ALWAYS:
        return "low score"
    if is_low and told.is_negative and care.detractor is DetractorCare.COMMENT:
        return "low score with a complaint"
    return ""


def read_care(document: object) -> Care:
    """The rule in the document. Errors: `BadProgramme`."""
    if document is None:
        return Care()
    if not isinstance(document, Mapping):
        raise BadProgramme("care", str(document)[:40], "a set of names and values is allowed")
    strange = document.keys() - {"days", "complaint", "urgent", "detractor"}
    if strange:
        allowed = "only days, complaint, urgent and detractor are known here"
        raise BadProgramme(f"care.{min(strange)}", str(min(strange))[:40], allowed)
    days, own = document.get("days", Care().days), Care()
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= LONGEST:
        raise BadProgramme(
            "care.days", str(days)[:20], f"a whole number from 0 (never) to {LONGEST} is allowed"
        )
    detractor = document.get("detractor", own.detractor)
    if detractor not in set(DetractorCare):
        raise BadProgramme("care.detractor", str(detractor)[:20], "never, comment or always is allowed")
    return Care(
        days,
        _yes(document.get("complaint", own.complaint), "complaint"),
        _yes(document.get("urgent", own.urgent), "urgent"),
        DetractorCare(detractor),
    )


def write_care(care: Care) -> dict[str, Any]:
    """The document `read_care` reads back as this rule."""
    return {
        "days": care.days,
        "complaint": care.complaint,
        "urgent": care.urgent,
        "detractor": care.detractor.value,
    }


def _yes(given: object, name: str) -> bool:
    if not isinstance(given, bool):
        raise BadProgramme(f"care.{name}", str(given)[:20], "true or false is allowed")
    return given
