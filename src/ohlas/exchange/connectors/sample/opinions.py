"""What a guest writes about: topics in the tone their scores earned, never a complaint about a praised thing."""

import random
from collections.abc import Mapping

from ohlas.exchange.connectors.sample.chance import happens
from ohlas.exchange.connectors.sample.scores import Circumstances
from ohlas.exchange.connectors.sample.wording import Topic

_GOOD, _PASSIVE = 9, 7
_SATISFIED = 4
_MIDDLE = 4
"""Of the seven points on which ordering is rated."""

# How often each topic is chosen when it deserves praise
_PRAISE = {"staff": 5, "coffee": 5, "place": 3, "food": 2, "waiting": 1.2, "general": 2.5}
_GRADED = {"staff": "staff", "waiting": "waiting", "coffee": "coffee", "place": "place"}


def of_visit(rng: random.Random, scores: Mapping[str, int], at: Circumstances) -> list[Topic]:
    """What stands in the reason for the score after a visit."""
    named = _story_of_visit(rng, scores, at)
    bad = [Topic(q, "bad") for q in sorted(_GRADED, key=lambda q: scores[q]) if scores[q] < _SATISFIED]
    good = _praises(rng, scores, at)
    if scores["recommend"] >= _GOOD:
        plan = [*named, *good[: rng.choice((1, 1, 2, 2, 3)) - len(named)]]
        return [*plan, *bad[:1]] if happens(rng, 0.15) else plan  # small reservations
    if scores["recommend"] >= _PASSIVE:
        return [
            *named,
            *rng.choice(
                ([Topic("general", "mixed")], [*good[:1], *bad[:1]], [*good[:1], Topic("price", "bad")])
            ),
        ]
    return [*named, *(bad[: 2 - len(named)] or _grumble(rng)), *(good[:1] if happens(rng, 0.2) else [])]


def _story_of_visit(rng: random.Random, scores: Mapping[str, int], at: Circumstances) -> list[Topic]:
    if at.is_praised and scores["staff"] >= _SATISFIED and happens(rng, 0.6):
        return [Topic("praise", "good")]
    if at.is_worn and scores["place"] < _SATISFIED and happens(rng, 0.7):
        return [Topic("place", "worn")]
    if at.is_renewed and scores["place"] >= _SATISFIED and happens(rng, 0.45):
        return [Topic("place", "renewed")]
    return []


def _praises(rng: random.Random, scores: Mapping[str, int], at: Circumstances) -> list[Topic]:
    deserved = [q for q in _PRAISE if scores.get(q, 5) >= _SATISFIED and (q != "food" or at.is_food)]
    deserved = [q for q in deserved if not (q == "place" and at.is_worn)]
    first = rng.choices(deserved, [_PRAISE[q] for q in deserved])[0]
    rest = [q for q in deserved if q not in {first, "general"}]
    rng.shuffle(rest)
    return [Topic(q, "good") for q in (first, *rest)]


def _grumble(rng: random.Random) -> list[Topic]:
    return [rng.choice((Topic("price", "bad"), Topic("general", "bad"), Topic("price", "bad")))]


def of_delivery(rng: random.Random, scores: Mapping[str, int], at: Circumstances) -> list[Topic]:
    """What stands in the comment after a delivery."""
    is_happy = scores["recommend"] >= _GOOD
    side = _aside(rng, scores, at) if happens(rng, 0.45) else []
    if at.is_late and scores["delivery"] < _SATISFIED:
        return [Topic("delivery", "late"), *side]
    if scores["delivery"] < _SATISFIED:
        return [Topic("delivery", "bad"), *side]
    if is_happy:
        return [Topic("delivery", "good"), *side] if happens(rng, 0.75) else _aside(rng, scores, at)
    return [_complaint(rng, scores, at), *(side if scores["recommend"] >= _PASSIVE else [])]


def _aside(rng: random.Random, scores: Mapping[str, int], at: Circumstances) -> list[Topic]:
    """Something about the food or the ordering beside the delivery itself."""
    easy = scores["ordering"] > _MIDDLE
    food = Topic("food" if at.is_food else "beans", "good")
    return [rng.choice((food, Topic("order", "good" if easy else "bad")))]


def _complaint(rng: random.Random, scores: Mapping[str, int], at: Circumstances) -> Topic:
    if scores["ordering"] <= _MIDDLE:
        return Topic("order", "bad")
    return Topic(rng.choice(("price", "food" if at.is_food else "price")), "bad")


def of_support(rng: random.Random, scores: Mapping[str, int], *, about_delay: bool) -> list[Topic]:
    """What stands in the comment after a support contact."""
    tone = "good" if scores["ease"] >= _SATISFIED else "bad"
    plan = [Topic("support", tone)]
    return [Topic("delivery", "late"), *plan] if about_delay and happens(rng, 0.8) else plan
