"""The letter statistics of py3langid for our languages and their neighbours, kept ready to read.

Its own file holds 97 languages under slow compression and costs every process six tenths of a second; the part used
here, the same numbers, is read in a quarter of that. `python -m ohlas.text.language.statistics` writes it anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.text.language.words import WORDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

CODES = tuple(WORDS)
# Languages that customers of our countries write in besides ours; a text in one of them is "other".
NEIGHBOURS = (
    *("fi", "fr", "es", "it", "hu", "ro", "hr", "sl", "sr", "bs", "nl", "sv", "da", "no", "nb", "pt", "tr"),
    *("lt", "lv", "et", "bg", "mk", "be", "el", "ca", "sq", "vi", "id", "ms", "kk", "eu", "is", "ga", "cy"),
)
SHIPPED = Path(__file__).parent.parent / "models" / "data" / "letters.npz"


@cache
def identifier() -> LanguageIdentifier:
    """py3langid with our languages first, then their neighbours; read once per process."""
    if not SHIPPED.exists():
        return _restored(packed())
    import numpy as np

    with np.load(SHIPPED, allow_pickle=False) as file:
        return _restored({name: file[name] for name in file.files})


def packed() -> dict[str, NDArray[np.generic]]:
    """What is kept of the package's own file."""
    import numpy as np
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages([code for code in (*CODES, *NEIGHBOURS) if code in whole.labels])
    classes = whole.nb_classes
    order = [classes.index(code) for code in CODES]
    order += [at for at in range(len(classes)) if at not in order]
    return {
        "classes": np.array([classes[at] for at in order]),
        "letters": whole.nb_ptc[:, order],
        "shares": whole.nb_pc[order],
        "moves": np.array(whole.tk_nextmove),
        "rows": np.array(whole.tk_row),
        "features": np.array(whole.tk_output, dtype=np.int32),
    }


def write(path: Path = SHIPPED) -> None:
    """The numbers as one file that `identifier` reads."""
    import numpy as np

    np.savez_compressed(path, **packed())  # type: ignore[arg-type]  # the stub takes names for the flag


def _restored(kept: dict[str, NDArray[np.generic]]) -> LanguageIdentifier:
    from py3langid.langid import LanguageIdentifier
    from py3langid.modelio import _to_array  # type: ignore[import-untyped]

    return LanguageIdentifier(
        kept["letters"],
        kept["shares"],
        kept["classes"].tolist(),
        _to_array(kept["moves"]),
        kept["features"].tolist(),
        tk_row=_to_array(kept["rows"]),
    )
