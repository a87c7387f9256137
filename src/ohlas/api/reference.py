"""The reference page: the OpenAPI document as plain HTML, without anybody's scripts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template import Context, Engine

Document = Mapping[str, Any]  # JSON as OpenAPI nests it
_TEMPLATES = Path(__file__).parent / "templates"
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Line:
    """A field of a body or a parameter."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Route:
    anchor: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Line, ...]
    body: tuple[Line, ...]
    example: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """All the template may use."""

    title: str
    about: str
    groups: tuple[tuple[str, tuple[Route, ...]], ...]


def reference_page(schema: Document) -> str:
    """The page of this OpenAPI document."""
    engine = Engine(dirs=[str(_TEMPLATES)], libraries={"static": "django.templatetags.static"})
    return str(engine.get_template("reference.html").render(Context({"page": read_reference(schema)})))


def read_reference(schema: Document) -> Reference:
    groups: dict[str, list[Route]] = {}
    for path, methods in schema["paths"].items():
        for method in _METHODS:
            if operation := methods.get(method):
                tag = (operation.get("tags") or ["other"])[0]
                groups.setdefault(tag, []).append(_route(schema, path, method, operation))
    listed = tuple((tag, tuple(routes)) for tag, routes in groups.items())
    return Reference(schema["info"]["title"], schema["info"].get("description", ""), listed)


def _route(schema: Document, path: str, method: str, operation: Document) -> Route:
    body = _body_schema(schema, operation)
    example = body.get("example")
    return Route(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        about=operation.get("description", ""),
        parameters=tuple(_parameter(one) for one in operation.get("parameters", ())),
        body=tuple(_fields(body)),
        example=json.dumps(example, ensure_ascii=False, indent=2) if example else "",
        answers=tuple(str(status) for status in operation.get("responses", {})),
    )


def _parameter(given: Document) -> Line:
    return Line(
        given["name"], _kind(given.get("schema", {})), bool(given.get("required")), f"in {given['in']}"
    )


def _body_schema(schema: Document, operation: Document) -> Document:
    content = operation.get("requestBody", {}).get("content", {})
    found: Document = content.get("application/json", {}).get("schema", {})
    name = found.get("$ref", "").rpartition("/")[2]
    return schema["components"]["schemas"][name] if name else found


def _fields(body: Document) -> Iterator[Line]:
    required = body.get("required", ())
    for name, field in body.get("properties", {}).items():
        yield Line(name, _kind(field), name in required, field.get("description", ""))


def _kind(field: Document) -> str:
    kinds = [_kind(one) for one in field.get("anyOf", ())] or [str(field.get("type", "object"))]
    bounds = [f"{word} {field[key]}" for key, word in _BOUNDS.items() if key in field]
    return ", ".join([" or ".join(kinds), *bounds])


_BOUNDS = {"format": "", "maxLength": "up to", "maxItems": "up to", "minimum": "from", "maximum": "to"}
