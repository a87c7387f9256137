"""Which part of the rows a text belongs to, by its own letters, so that near-copies never stand on both sides."""

import re
from hashlib import blake2b

from ohlas.text.sentiment.words import folded

PARTS = 1000
HELD_OUT = 150  # parts below this are never learnt from: the published accuracy is measured on them
CALIBRATION = 250  # parts from HELD_OUT up to this set the probabilities
SEEN = 60  # letters that tell a text; copies that differ in a number, a mark or the end are one text
OTHER = re.compile(r"[\W\d_]+")


def part_of(text: str) -> int:
    """A number from 0 to 999, the same for a text and its near-copies, on every machine and day."""
    letters = OTHER.sub("", text.lower())[:SEEN]
    name = " ".join(folded(letters[at : at + 30]) for at in range(0, len(letters), 30))
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=4).digest(), "big") % PARTS
