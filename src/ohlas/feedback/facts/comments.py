"""One reading becomes one fact per topic, those over it included, and one for the whole; words stay with the record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ohlas.engine import CommentRow
from ohlas.feedback.facts.rows import RowMaker
from ohlas.feedback.models import Response, TextReading
from ohlas.feedback.queries.texts import reading_view, topic_tree
from ohlas.feedback.rules.texts import POLARITY, Said, score_class, with_above
from ohlas.metrics import SCALES
from ohlas.surveys.queries import Version, published_version

if TYPE_CHECKING:
    from uuid import UUID

COMMENT_SCALE = "number"


def comment_rows(readings: Iterable[TextReading]) -> Iterator[CommentRow]:
    """The rows of these readings, whose responses are loaded with them."""
    maker = RowMaker()
    above: dict[UUID, Mapping[str, Sequence[str]]] = {}
    for reading in readings:
        owner = reading.organisation_id
        if owner not in above:
            above[owner] = topic_tree(owner).above
        version = published_version(reading.response.version_id)
        if version is not None and reading.response.release is None and reading.response.left_out_at is None:
            yield from _rows(reading, version, maker, above[owner])


def _rows(
    reading: TextReading, version: Version, maker: RowMaker, above: Mapping[str, Sequence[str]]
) -> Iterator[CommentRow]:
    said = reading_view(reading).said
    item = version.definition.item_by_id.get(reading.question)
    score, score_kind = _main_score(reading.response, version)
    whole = CommentRow(
        **maker.circumstances(reading.response, version) | {"language": said.language},
        question=reading.question,
        scale=COMMENT_SCALE,
        value=_polarity(said.sentiment),
        has_text=True,
        touchpoint=item.touchpoint if item else None,
        sentiment=said.sentiment,
        urgency=_urgency(said),
        score=score,
        score_class=score_kind,
    )
    yield whole
    for each in with_above(said.topics, above):
        yield replace(
            whole, topic=each.topic, topic_sentiment=each.sentiment, value=_polarity(each.sentiment)
        )


def _polarity(label: str) -> float:
    return POLARITY.get(label, 0.0)


def _urgency(said: Said) -> str | None:
    return " ".join(each.kind for each in said.urgency) or None


def _main_score(response: Response, version: Version) -> tuple[float | None, str | None]:
    """What the person gave beside their words: the recommendation if asked, else the first score on a scale."""
    scored = []
    for item in version.definition.items():
        given = response.answers.get(item.id)
        scale = SCALES.get(item.scale) if item.scale else None
        if scale and scale.bounds and isinstance(given, int | float) and not isinstance(given, bool):
            scored.append((scale, float(given)))
    if not scored:
        return None, None
    scale, value = next((one for one in scored if one[0].kind == "recommendation"), scored[0])
    low, high = scale.bounds or (0.0, 1.0)
    return value, score_class(value, low, high, higher_is_better=scale.direction == "higher")
