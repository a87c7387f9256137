"""What one check says."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    WELL = "well"
    NOTICE = "notice"
    ILL = "ill"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, and the cure when it is not well."""

    subject: str
    health: Health
    sentence: str
    cure: str = ""
