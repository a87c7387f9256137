"""What one signal is."""

from typing import NamedTuple

PRAISE = "praise"
ONE, MORE = 0.75, 0.9  # confidence of one phrase and of several: shares right on the hand-written checks


class Signal(NamedTuple):
    """A signal, the words that tell it, and how sure we are (0–1). The phrase of praise holds no name."""

    kind: str
    phrase: str
    confidence: float
