"""Which response a row is, so that the same row coming again is known and not counted twice."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

SEPARATOR = b"\x1f"


def shape_of(headings: Sequence[str]) -> str:
    """The same for files with the same headings, in whatever order; empty for a file without headings."""
    bare = sorted(heading.strip().casefold() for heading in headings)
    return hashlib.sha256("\x1f".join(bare).encode()).hexdigest() if bare else ""


class RowIdentity:
    """Ids made of what a row says: the same row in the same survey has the same id in every file.

    Rows that name their respondent are known by that name and the time of answering: exports number
    respondents anew each year. Rows that do not are known by all their cells and, where cells repeat
    within one file, by which repetition they are.
    """

    def __init__(self, organisation_id: UUID, survey: str, day: str) -> None:
        self._root = hashlib.blake2b(f"{organisation_id}\x1f{survey}\x1f{day}".encode(), digest_size=16)
        self._seen: dict[int, int] = {}

    def of_respondent(self, respondent: str, answered_at: str) -> UUID:
        """The id of a row that says who answered and when."""
        return self._id(b"respondent", respondent.encode(), answered_at.encode())

    def of_cells(self, values: Sequence[str]) -> UUID:
        """The id of a row by its cells; call it once for every row of the file, in order."""
        cells = "\x1f".join(values).encode()
        short = hash(cells)  # 64 bits: the cells themselves would not fit into memory
        repetition = self._seen.get(short, 0)
        self._seen[short] = repetition + 1
        return self._id(b"cells", cells, str(repetition).encode())

    def _id(self, *parts: bytes) -> UUID:
        digest = self._root.copy()
        digest.update(SEPARATOR.join(parts))
        return UUID(bytes=digest.digest())
