"""New themes: groups of comments no topic caught, with a readable name, for a person to accept or refuse."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ohlas.text.lemmas.tokens import tokens
from ohlas.text.phrases.distinctive import distinctive, units
from ohlas.text.phrases.quotes import representative
from ohlas.text.topics.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from ohlas.text.topics.meaning import Embedder

SMALLEST = 3  # comments that make a theme
MOST_TEXTS = 20_000
MOST_WORDS = 20_000
ROUNDS = 25
CLOSE = 0.12  # mean cosine with its centre below which a group by words is no theme
CLOSE_IN_MEANING = 0.8  # and by embeddings, which lie nearer to each other
EXAMPLES = 5
MOST_NAMES = 12  # phrases looked through for one that names something
SEED = 20_061_112
STARTS = 4  # sets of first centres tried; the grouping whose texts lie nearest to their centres is kept


class Theme(NamedTuple):
    """A proposal: a name in the people's own words, phrases to teach a topic with, and the comments' places."""

    name: str
    phrases: tuple[str, ...]
    members: tuple[int, ...]
    examples: tuple[int, ...]
    closeness: float


def propose_themes(
    texts: Sequence[str], language: str, *, embedder: Embedder | None = None, most: int = 8
) -> list[Theme]:
    """Themes among comments that belong to no topic yet, largest first.

    Shape:  texts of one language in, up to `most` themes out; fewer than six worded texts give an empty list.
            The same texts give the same themes, in whatever order. With an `embedder` groups are made by meaning,
            else by words.
    Errors: a proposal, not a measurement: comments far from every centre are left out, borders are soft.
    Source: spherical k-means (Dhillon and Modha 2001) on TF-IDF of stems or on embeddings; names by log-odds.
    """
    # In whatever order they come: the first centres are drawn by place, and of too many only some are read.
    ordered = sorted(range(len(texts)), key=lambda at: texts[at])
    some = ordered[:: max(1, math.ceil(len(ordered) / MOST_TEXTS))]
    worded = [at for at in some if tokens(texts[at][:4000]).words]
    if len(worded) < 2 * SMALLEST:
        return []
    kept = [texts[at] for at in worded]
    rows = _vectors(kept, language) if embedder is None else _meanings(kept, embedder)
    if rows is None:
        return []
    wanted = max(2, min(4 * most, round(math.sqrt(len(kept) / 2))))
    groups = _groups(rows, wanted, CLOSE if embedder is None else CLOSE_IN_MEANING)
    themes = [_theme(kept, worded, members, language, closeness) for members, closeness in groups]
    found = [theme for theme in themes if theme is not None]
    return sorted(found, key=lambda theme: (-len(theme.members), theme.name))[:most]


def _vectors(texts: Sequence[str], language: str) -> csr_matrix | None:
    from scipy.sparse import csr_matrix

    bags = [Counter(key for key, _ in units(tokens(text[:4000]), language)) for text in texts]
    used = Counter(key for bag in bags for key in bag)
    known = [key for key, count in used.most_common(MOST_WORDS) if 1 < count <= max(2, len(texts) * 0.5)]
    if not known:
        return None
    place = {key: at for at, key in enumerate(known)}
    rows, columns, values = [], [], []
    for at, bag in enumerate(bags):
        weights = {
            place[key]: (1 + math.log(count)) * math.log(len(texts) / used[key])
            for key, count in bag.items()
            if key in place
        }
        length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
        for column, value in weights.items():
            rows.append(at)
            columns.append(column)
            values.append(value / length)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(known)))


def _meanings(texts: Sequence[str], embedder: Embedder) -> csr_matrix:
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = np.asarray(embedder.embed(texts), dtype=np.float64)
    return csr_matrix(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))


def _groups(rows: csr_matrix, wanted: int, close: float) -> list[tuple[list[int], float]]:
    import numpy as np

    rng = np.random.default_rng(SEED)
    tried = [_settled(rows, _start(rows, wanted, rng)) for _ in range(STARTS)]
    centres, likeness = max(tried, key=lambda pair: round(float(pair[1].max(axis=1).sum()), 9))
    nearest = likeness.argmax(axis=1)
    found = []
    for at in range(len(centres)):
        members = [int(each) for each in np.flatnonzero((nearest == at) & (likeness[:, at] >= close))]
        if len(members) >= SMALLEST:
            found.append((members, float(likeness[members, at].mean())))
    return found


def _settled(
    rows: csr_matrix, centres: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres that no longer move, and how near every text lies to each."""
    import numpy as np

    nearest = np.full(rows.shape[0], -1)
    for _ in range(ROUNDS):
        likeness = np.asarray(rows @ centres.T)
        chosen = likeness.argmax(axis=1)
        if (chosen == nearest).all():
            break
        nearest = chosen
        centres = np.stack(
            [_centre(rows, np.flatnonzero(nearest == at), centres[at]) for at in range(len(centres))]
        )
    return centres, np.asarray(rows @ centres.T)


def _start(rows: csr_matrix, wanted: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """k-means++: each centre far from those before."""
    import numpy as np

    centres = [rows[int(rng.integers(rows.shape[0]))].toarray()[0]]
    gap = np.ones(rows.shape[0])
    while len(centres) < wanted:
        gap = np.minimum(gap, np.clip(1 - np.asarray(rows @ centres[-1]).ravel(), 0, None))
        total = gap.sum()
        if total <= 0:
            break
        centres.append(rows[int(rng.choice(rows.shape[0], p=gap / total))].toarray()[0])
    return np.stack(centres)


def _centre(rows: csr_matrix, members: NDArray[np.intp], before: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    if not len(members):
        return before
    total = np.asarray(rows[members].sum(axis=0)).ravel()
    length = float(np.linalg.norm(total))
    return total / length if length else before


def _theme(
    texts: Sequence[str], worded: Sequence[int], members: list[int], language: str, closeness: float
) -> Theme | None:
    inside = set(members)
    ours = [texts[at] for at in members]
    rest = [text for at, text in enumerate(texts) if at not in inside]
    ranked = tuple(each.phrase for each in distinctive(ours, rest, language, most=MOST_NAMES)) or _commonest(
        ours, rest, language
    )
    if not ranked:
        return None
    name = name_of(ranked, language)
    phrases = tuple(dict.fromkeys((name, *ranked)))[:EXAMPLES]
    examples = tuple(worded[members[at]] for at in representative(ours, language, most=EXAMPLES))
    return Theme(name, phrases, tuple(worded[at] for at in members), examples, round(closeness, 3))


def _commonest(ours: Sequence[str], rest: Sequence[str], language: str) -> tuple[str, ...]:
    """What more of these say than of the rest, where they are too few for odds to tell."""
    used, elsewhere = _used(ours, language), _used(rest, language)
    more = {
        key: len(texts) / len(ours) - len(elsewhere.get(key, ())) / max(1, len(rest))
        for key, texts in used.items()
        if len(texts) > 1
    }
    ranked = sorted(more, key=lambda key: (-round(more[key], 9), len(key), key))
    forms = (Counter(sorted(used[key].values())) for key in ranked[:MOST_NAMES])
    return tuple(count.most_common(1)[0][0] for count in forms)


def _used(texts: Sequence[str], language: str) -> dict[tuple[str, ...], dict[int, str]]:
    """Each phrase by its stems: in which texts it stands, and as written there."""
    found: dict[tuple[str, ...], dict[int, str]] = {}
    for at, text in enumerate(texts):
        for key, written in units(tokens(text[:4000]), language):
            found.setdefault(key, {}).setdefault(at, written)
    return found
