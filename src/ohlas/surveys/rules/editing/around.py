"""What stands around the questions: settings, last pages, quotas, variants."""

from collections.abc import Mapping

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.editing.parts import Document, free_name, index_of, insert_at, normal, part_of

SETTINGS = frozenset({"anonymous", "layout", "closes_at", "edit_minutes", "default_language"})
PARTS: Mapping[str, frozenset[str]] = {
    "sections": frozenset({"shuffle"}),
    "ends": frozenset({"review_link"}),
    "quotas": frozenset({"limit", "action"}),
    "variants": frozenset({"name", "share", "layout"}),
}
"""The plain fields of each kind of part; texts and conditions have changes of their own."""


def set_settings(document: Document, fields: Mapping[str, object]) -> Document:
    """With these settings; `colour` and `logo` belong to the brand."""
    new = normal(document)
    for field, value in fields.items():
        if field in {"colour", "logo"}:
            new["brand"] = {**(new.get("brand") or {}), field: value or None}
        elif field in SETTINGS:
            new[field] = value
        else:
            raise NotAllowed(f"“{field}” cannot be changed here.")
    return new


def add_end(document: Document) -> tuple[Document, str]:
    """Before the others, since the first one whose condition holds is shown."""
    new = normal(document)
    name = free_name({end["id"] for end in new["ends"]}, "e")
    new["ends"].insert(0, {"id": name, "when": None, "title": {}, "text": {}})
    return new, name


def add_quota(document: Document, limit: int) -> tuple[Document, str]:
    new = normal(document)
    name = free_name({quota["id"] for quota in new["quotas"]}, "k")
    new["quotas"].append({"id": name, "when": None, "limit": limit, "action": "close"})
    return new, name


def add_variant(document: Document, layout: str | None = None) -> Document:
    """One more arm of the test; the first one brings its counterpart, the survey as it is."""
    new = normal(document)
    variants = new["variants"]
    if not variants:
        variants.append({"id": "a", "name": "A", "share": 1, "layout": None, "texts": {}})
    name = next(
        letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in {v["id"] for v in variants}
    )
    variants.append({"id": name, "name": name.upper(), "share": 1, "layout": layout, "texts": {}})
    return new


def set_part(document: Document, kind: str, name: str, fields: Mapping[str, object]) -> Document:
    new = normal(document)
    if kind not in PARTS or set(fields) - PARTS[kind]:
        raise NotAllowed("This cannot be changed here.")
    part_of(new, kind, name).update(fields)
    return new


def move_part(document: Document, kind: str, name: str, by: int) -> Document:
    """One place up or down: of last pages the first one whose condition holds is shown."""
    new = normal(document)
    if kind not in {"ends", "quotas"}:
        raise NotAllowed("This cannot be moved here.")
    at = index_of(new, kind, name)
    insert_at(new[kind], max(0, at + by), new[kind].pop(at))
    return new


def remove_part(document: Document, kind: str, name: str) -> Document:
    """Without this end, quota or variant; a test needs two arms, so the last but one takes the other along."""
    new = normal(document)
    if kind not in {"ends", "quotas", "variants"}:
        raise NotAllowed("This cannot be removed here.")
    del new[kind][index_of(new, kind, name)]
    if kind == "variants" and len(new[kind]) == 1:
        new[kind] = []
    return new
