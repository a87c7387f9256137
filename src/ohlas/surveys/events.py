"""What happens to surveys."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True)
class VersionPublished:
    name: ClassVar[str] = "surveys.version_published"
    survey_id: UUID
    version_id: UUID
