"""A questionnaire with one of everything, and small ones to change."""

from typing import Any

AFTER_PURCHASE: dict[str, Any] = {
    "schema": 2,
    "languages": ["cs", "en"],
    "default_language": "cs",
    "address": "formal",
    "anonymous": False,
    "layout": "sections",
    "brand": {"colour": "#0b6e69", "logo": None},
    "sections": [
        {"id": "s1", "title": {"cs": "Nákup", "en": "Purchase"}, "questions": ["nps", "why", "sorry"]},
        {"id": "s2", "title": {"cs": "Dojem"}, "questions": ["bought", "csi", "keep", "speed"], "shuffle": False},
        {
            "id": "s3",
            "title": {},
            "questions": ["mail", "agree", "budget"],
            "show_if": {"question": "nps", "op": "answered"},
            "shuffle": True,
        },
    ],
    "questions": [
        {
            "id": "nps",
            "type": "nps",
            "text": {"cs": "Doporučíte nás?", "en": "Would you recommend us?"},
            "required": True,
            "low_label": {"cs": "vůbec ne"},
            "high_label": {"cs": "určitě ano"},
            "touchpoint": "purchase",
            "skip_to": [{"when": {"question": "nps", "op": "at_least", "value": 9}, "to": "s2"}],
        },
        {"id": "why", "type": "text", "text": {"cs": "Proč {{nps|tolik}}?", "en": "Why {{nps}}?"}, "max_length": 500},
        {
            "id": "sorry",
            "type": "text",
            "text": {"cs": "Co se stalo?", "en": "What happened?"},
            "show_if": {"all": [{"question": "nps", "op": "at_most", "value": 6}]},
        },
        {
            "id": "bought",
            "type": "multiple",
            "text": {"cs": "Co jste koupili?", "en": "What did you buy?"},
            "choices": [
                {"id": "shoes", "text": {"cs": "boty", "en": "shoes"}},
                {"id": "coat", "text": {"cs": "kabát", "en": "a coat"}},
                {"id": "else", "text": {"cs": "něco jiného", "en": "something else"}, "other": True},
                {"id": "nothing", "text": {"cs": "nic", "en": "nothing"}, "exclusive": True},
            ],
            "shuffle": True,
            "max": 3,
        },
        {
            "id": "csi",
            "type": "csi",
            "text": {"cs": "Jak důležité, jak dobré", "en": "How important, how good"},
            "touchpoint": "shop",
            "rows": [
                {"id": "staff", "text": {"cs": "obsluha", "en": "staff"}, "touchpoint": "staff"},
                {"id": "clean", "text": {"cs": "čistota", "en": "cleanliness"}},
            ],
        },
        {
            "id": "keep",
            "type": "matrix",
            "scale": "rating_1_5",
            "text": {"cs": "Jak sedí", "en": "How does it fit"},
            "carry_from": {"question": "bought", "which": "chosen"},
            "required": True,
            "not_applicable": True,
        },
        {"id": "speed", "type": "ces2", "text": {"cs": "Snadné?"}},
        {"id": "mail", "type": "email", "text": {"cs": "Váš e-mail", "en": "Your e-mail"}},
        {"id": "agree", "type": "consent", "text": {"cs": "Souhlasím", "en": "I agree"}},
        {"id": "budget", "type": "slider", "text": {"cs": "Kolik?"}, "min": 0, "max": 100, "step": 5},
    ],
    "quotas": [{"id": "enough", "when": None, "limit": 20, "action": "close", "text": {"cs": "Je plno"}}],
    "ends": [
        {
            "id": "fan",
            "when": {"question": "nps", "op": "at_least", "value": 9},
            "title": {"en": "Thank you"},
            "text": {"en": "Tell others"},
            "review_link": "https://example.com/review",
        },
        {"id": "all", "when": None, "title": {"en": "Thank you"}, "text": {}},
    ],
    "variants": [
        {"id": "a", "name": "As it is"},
        {"id": "b", "name": "One by one", "layout": "single", "texts": {"speed": {"cs": "Bylo to snadné?"}}},
    ],
    "closes_at": "2026-12-01T18:00",
    "edit_minutes": 15,
}  # fmt: skip


def questionnaire(*questions: dict[str, Any], **around: Any) -> dict[str, Any]:
    """A schema 2 document with these questions."""
    return {"schema": 2, "questions": list(questions), **around}


def asked(name: str, kind: str = "nps", **more: Any) -> dict[str, Any]:
    """A question with a text."""
    return {"id": name, "type": kind, "text": {"en": f"About {name}?"}, **more}


def choices(*names: str) -> list[dict[str, Any]]:
    return [{"id": name, "text": {"en": name.title()}} for name in names]
