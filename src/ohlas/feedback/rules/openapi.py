"""What the recording routes take, as the OpenAPI document says it; `reading` is what enforces it."""

_TEXT = {"type": "string", "minLength": 1}

_RESPONSE: dict[str, object] = {
    "type": "object",
    "required": ["answers"],
    "additionalProperties": False,
    "properties": {
        "survey": {**_TEXT, "maxLength": 160, "description": "The survey's id or name."},
        "version": {
            "type": "string",
            "format": "uuid",
            "description": "A version's id; without it the newest published one is taken.",
        },
        "client_id": {
            **_TEXT,
            "maxLength": 200,
            "description": "Made by you, best a UUID: the same id twice is the same answer.",
        },
        "answers": {
            "type": "object",
            "description": "Question ids and answers: a number, a text, a choice's id, a list of them, a date.",
            "additionalProperties": True,
        },
        "answered_at": {
            "type": "string",
            "format": "date-time",
            "description": "With its zone; now if absent.",
        },
        "channel": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,19}$", "default": "api"},
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?$"},
        "unit": {**_TEXT, "maxLength": 60, "description": "A unit's code or id."},
        "employee": {**_TEXT, "maxLength": 60, "description": "An employee's code or id."},
        "customer": {
            "type": "object",
            "required": ["source", "key"],
            "additionalProperties": False,
            "properties": {"source": {**_TEXT, "maxLength": 60}, "key": {**_TEXT, "maxLength": 200}},
            "description": "How your system names the customer; met for the first time if need be.",
        },
        "weight": {"type": "number", "minimum": 0, "maximum": 1_000_000},
        "attributes": {
            "type": "object",
            "maxProperties": 50,
            "description": "Circumstances; declared ones become columns of the dashboards.",
            "additionalProperties": {
                "anyOf": [{"type": "string", "maxLength": 200}, {"type": "number"}, {"type": "boolean"}]
            },
        },
        "complete": {"type": "boolean", "default": True, "description": "False for a broken-off interview."},
    },
    "example": {
        "survey": "After a visit",
        "answers": {"recommend": 9, "reason": "Výborná káva"},
        "unit": "praha",
    },
}
_KEY: dict[str, object] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {**_TEXT, "maxLength": 200},
}


def _body(schema: dict[str, object]) -> dict[str, object]:
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}, "parameters": [_KEY]}


RESPONSE_BODY = _body(_RESPONSE)
BATCH_BODY = _body(
    {
        "type": "object",
        "required": ["responses"],
        "properties": {"responses": {"type": "array", "minItems": 1, "maxItems": 1000, "items": _RESPONSE}},
    }
)
