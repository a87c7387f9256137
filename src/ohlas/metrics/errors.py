"""What can be wrong with a question to the arithmetic.

MetricsError
├── BadTally       a count or weight is negative, not finite, or contradicts another
├── BadSetting     a confidence, half-width, size or other setting is out of its range
├── OffScale       an answer does not lie on the scale it was given under
├── UnlikeScales   two scales were to be pooled or compared
├── UnknownScale   no scale of this name
├── UnknownMeasure no measure of this name
├── CannotFit      a model has too little, or too degenerate, material
└── CannotRake     weights cannot meet the margins or their bounds
"""

from __future__ import annotations


class MetricsError(ValueError):
    """The root: whoever asks for a number may catch this one."""


class BadTally(MetricsError):
    pass


class BadSetting(MetricsError):
    pass


class OffScale(MetricsError):
    pass


class UnlikeScales(MetricsError):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            f"answers on the scale “{first}” and on the scale “{second}” cannot be one figure; "
            "ask for each apart"
        )
        self.first = first
        self.second = second


class UnknownScale(MetricsError):
    pass


class UnknownMeasure(MetricsError):
    pass


class CannotFit(MetricsError):
    pass


class CannotRake(MetricsError):
    pass
