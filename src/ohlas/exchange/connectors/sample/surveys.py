"""The questionnaires as definitions, ready to be stored as survey versions."""

from typing import Any

from ohlas.exchange.connectors.sample.shapes import LANGUAGES, SampleSurvey, SampleTouchpoint
from ohlas.exchange.connectors.sample.sources import company, read
from ohlas.exchange.connectors.sample.story import Story

VISIT, DELIVERY, SUPPORT = "after-visit", "after-delivery", "support-contact"


def surveys(plot: Story) -> tuple[SampleSurvey, ...]:
    """One version each, published when the window begins."""
    return tuple(
        SampleSurvey(
            key=row["key"],
            name=row["name"],
            titles=row["titles"],
            version=1,
            published_on=plot.first_day,
            definition={
                "questions": [_question(q) for q in row["questions"]],
                "languages": list(LANGUAGES),
                "default_language": LANGUAGES[0],
            },
        )
        for row in read("surveys")["surveys"]
    )


def touchpoints() -> tuple[SampleTouchpoint, ...]:
    return tuple(
        SampleTouchpoint(row["id"], row["titles"]["en"], row["titles"]) for row in company()["touchpoints"]
    )


def _question(row: dict[str, Any]) -> dict[str, Any]:  # Any: JSON values
    return {
        "id": row["id"],
        "type": row["type"],
        "scale": row.get("scale"),
        "touchpoint": row.get("touchpoint"),
        "required": row["required"],
        "text": {language: row["text"][language] for language in LANGUAGES},
    }
