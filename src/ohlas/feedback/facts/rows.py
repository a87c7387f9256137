"""One response becomes one fact per question answered, as the organisation's clock and units stood."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ohlas.accounts.queries import organisation_settings
from ohlas.engine import AnswerRow
from ohlas.feedback.models import Response
from ohlas.feedback.queries import attributes_of
from ohlas.surveys.queries import Version, published_version
from ohlas.surveys.rules import AnswerKind


@dataclass(frozen=True)
class _Home:
    """What rows of one organisation share."""

    zone: str
    columns: frozenset[str]


class RowMaker:
    """Makes fact rows and remembers zones and columns while it does: one per portion, never longer."""

    def __init__(self, *, left_out: bool = False) -> None:
        self._left_out = left_out
        self._homes: dict[UUID, _Home] = {}

    def rows(self, responses: Iterable[Response]) -> Iterator[AnswerRow]:
        for response in responses:
            if response.release is not None:
                continue  # anonymous: only what a release shows of it becomes a fact
            if (response.left_out_at is not None) != self._left_out:
                continue  # left out by review: told by its own table alone
            version = published_version(response.version_id)
            if version is not None:
                yield from _rows(response, version, self.circumstances(response, version))

    def circumstances(self, response: Response, version: Version) -> dict[str, Any]:
        """What all facts of one response share."""
        home = self._home(response.organisation_id)
        return {
            "signal": str(response.id),
            "organisation": str(response.organisation_id),
            "survey": str(version.survey_id),
            "version": version.number,
            "at": response.answered_at,
            "zone": home.zone,
            "channel": response.channel,
            "language": response.language,
            "unit": _text(response.unit_id),
            "employee": _text(response.employee_id),
            "customer": _text(response.contact_id),
            "weight": response.weight,
            "complete": response.is_complete,
            "batch": _text(response.batch_id),
            "attributes": {key: value for key, value in response.attributes.items() if key in home.columns},
        }

    def _home(self, organisation_id: UUID) -> _Home:
        if organisation_id not in self._homes:
            zone = organisation_settings(organisation_id).zone
            columns = frozenset(attribute.key for attribute in attributes_of(organisation_id))
            self._homes[organisation_id] = _Home(zone, columns)
        return self._homes[organisation_id]


def fact_rows(responses: Iterable[Response]) -> Iterator[AnswerRow]:
    """The rows of these responses; undeclared attributes and every text stay with the record."""
    return RowMaker().rows(responses)


def left_out_rows(responses: Iterable[Response]) -> Iterator[AnswerRow]:
    """As `fact_rows`, of those a person left out by review."""
    return RowMaker(left_out=True).rows(responses)


def _rows(response: Response, version: Version, circumstances: dict[str, Any]) -> Iterator[AnswerRow]:
    for name, given in response.answers.items():
        item = version.definition.item_by_id.get(name)
        if item is None:
            continue  # an answer to nothing that was asked has no scale; it must not stop the others
        is_score = item.scale is not None and isinstance(given, int | float)
        yield AnswerRow(
            **circumstances,
            question=name,
            scale=item.scale or item.type.id,
            value=float(given) if is_score else None,
            has_text=item.kind is AnswerKind.TEXT,
            touchpoint=item.touchpoint,
        )


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)
