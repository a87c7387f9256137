"""Remarks while a questionnaire is built: what will cost answers or spoil them, and what to do about it."""

from collections.abc import Callable, Iterator

from ohlas.surveys.rules.definition import Definition
from ohlas.surveys.rules.remarks.burden import burden, forced_answers
from ohlas.surveys.rules.remarks.completeness import dead_ends, emptiness, translations
from ohlas.surveys.rules.remarks.conditions import off_the_scale
from ohlas.surveys.rules.remarks.remark import Remark
from ohlas.surveys.rules.remarks.scales import Others, mixed_scales
from ohlas.surveys.rules.remarks.words import bare_pipes, brand, wordings

_LOOKS: tuple[Callable[[Definition], Iterator[Remark]], ...] = (
    emptiness,
    dead_ends,
    off_the_scale,
    translations,
    wordings,
    bare_pipes,
    burden,
    forced_answers,
    brand,
)


def remarks(definition: Definition, others: Others | None = None) -> tuple[Remark, ...]:
    """Everything worth a remark, what stops publishing first; `others` are the other surveys by name."""
    found = [remark for look in _LOOKS for remark in look(definition)]
    found += mixed_scales(definition, others or {})
    return tuple(sorted(dict.fromkeys(found), key=lambda remark: not remark.stops))


def obstacles(definition: Definition) -> tuple[Remark, ...]:
    """What must be mended before it can be published."""
    found = [remark for look in (emptiness, dead_ends) for remark in look(definition)]
    return tuple(remark for remark in found if remark.stops)


__all__ = ["Others", "Remark", "obstacles", "remarks"]
