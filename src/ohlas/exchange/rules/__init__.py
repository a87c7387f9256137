"""What the columns of a foreign file mean, and how one of its rows becomes a response."""

from ohlas.exchange.rules.convert import Converted, Converter, Loss, LossReason
from ohlas.exchange.rules.guess import guess_mapping, misfits_of
from ohlas.exchange.rules.mapping import (
    ColumnMapping,
    ColumnRole,
    Mapping,
    mapping_from,
    mapping_json,
    problems,
)

__all__ = [
    "ColumnMapping",
    "ColumnRole",
    "Converted",
    "Converter",
    "Loss",
    "LossReason",
    "Mapping",
    "guess_mapping",
    "mapping_from",
    "mapping_json",
    "misfits_of",
    "problems",
]
