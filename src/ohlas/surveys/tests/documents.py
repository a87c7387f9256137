"""Documents made by chance: sound ones, slightly broken ones, and any JSON at all."""

import copy

from hypothesis import strategies as st

from ohlas.surveys.rules import QUESTION_TYPES
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**80, 10**90)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["", "end", "a", "nps", "q0", "cs", "all", "single", "a\0b", "is", "#000000", "page"])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["question", "op", "value", "all", "not", "en", "id", "x"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@st.composite
def sound(draw):
    """A questionnaire that can be read, with logic that looks back and jumps that go forward."""
    size = draw(st.integers(1, 7))
    kinds = draw(st.lists(st.sampled_from(sorted(QUESTION_TYPES)), min_size=size, max_size=size))
    questions = [_question(draw, n, kind, kinds) for n, kind in enumerate(kinds)]
    document = {
        "schema": 2,
        "questions": questions,
        "layout": draw(st.sampled_from(["page", "sections", "single"])),
    }
    if draw(st.booleans()):
        cut = draw(st.integers(0, size))
        names = [f"q{n}" for n in range(size)]
        document["sections"] = [
            {"id": "first", "questions": names[:cut]},
            {"id": "second", "questions": names[cut:], "shuffle": False},
        ]
    return document


def _question(draw, n, kind, kinds):
    question = {
        "id": f"q{n}",
        "type": kind,
        "text": draw(
            st.dictionaries(st.sampled_from(["en", "cs"]), st.text(alphabet="abč <>&\u200bש", max_size=9))
        ),
        "required": draw(st.booleans()),
    }
    if QUESTION_TYPES[kind].has_choices:
        question["choices"] = [{"id": name} for name in draw(st.sampled_from([[], ["x"], ["x", "y", "z"]]))]
        question["shuffle"] = draw(st.booleans())
    if QUESTION_TYPES[kind].rows:
        question["rows"] = [{"id": "r1"}, {"id": "r2", "touchpoint": "t"}]
    if n and draw(st.booleans()):
        question["show_if"] = draw(_conditions(kinds, n))
    if n < len(kinds) - 1 and draw(st.integers(0, 3)) == 0:
        to = draw(st.sampled_from([*(f"q{m}" for m in range(n + 1, len(kinds))), "end"]))
        question["skip_to"] = [{"when": draw(st.none() | _conditions(kinds, n + 1)), "to": to}]
    return question


def _conditions(kinds, before):
    plain = [n for n in range(before) if not QUESTION_TYPES[kinds[n]].rows]
    scored = [n for n in plain if kinds[n] in {"nps", "csat10", "number", "slider"}]
    leaves = [st.just({"field": "unit", "op": "is", "value": "Brno"})]
    if plain:
        answered = st.sampled_from(["answered", "not_answered"])
        leaves.append(
            st.builds(lambda n, op: {"question": f"q{n}", "op": op}, st.sampled_from(plain), answered)
        )
    if scored:
        bound = st.sampled_from(["at_least", "at_most", "is", "is_not"])
        leaves.append(
            st.builds(
                lambda n, op, value: {"question": f"q{n}", "op": op, "value": value},
                st.sampled_from(scored), bound, st.integers(1, 10),
            )
        )  # fmt: skip
    return st.recursive(
        st.one_of(leaves),
        lambda inner: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=4,
    )


@st.composite
def broken(draw):
    """A sound document, or the one with everything, with up to three places changed."""
    document = copy.deepcopy(draw(st.just(AFTER_PURCHASE) | sound()))
    for _ in range(draw(st.integers(0, 3))):
        holder, key = draw(st.sampled_from(list(_places(document))))
        action = draw(st.sampled_from(["change", "remove", "add"]))
        if action == "change":
            holder[key] = draw(ANYTHING)
        elif action == "remove":
            del holder[key]
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(["x", "rows", "choices", "show_if", "when", "min", "all"]))] = draw(
                ANYTHING
            )
        else:
            holder.append(draw(ANYTHING))
        if not list(_places(document)):
            break
    return document


def _places(node):
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(pairs):
        yield node, key
        yield from _places(value)
